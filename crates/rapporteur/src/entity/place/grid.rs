//! The grid of half a degree that conflict data is often counted in.

/// Cells of half a degree in a row around the globe.
const COLUMNS: u32 = 720;

/// Rows from pole to pole.
const ROWS: u32 = 360;

/// The PRIO-GRID cell that holds a point, in WGS84 degrees; none if it is not
/// on the globe.
///
/// Cells are numbered from 1 at 90° S, 180° W, eastward and then northward
/// (PRIO-GRID codebook, sec. 1). A point on an edge belongs to the cell to its
/// north and east, but the globe's own edges belong to the last cells.
pub fn prio_grid_cell(latitude: f64, longitude: f64) -> Option<u32> {
    if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
        return None;
    }
    let row = (((latitude + 90.0) * 2.0) as u32).min(ROWS - 1);
    let column = (((longitude + 180.0) * 2.0) as u32).min(COLUMNS - 1);
    Some(row * COLUMNS + column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(latitude: f64, longitude: f64, expect: Option<u32>) {
        assert_eq!(prio_grid_cell(latitude, longitude), expect, "{latitude} {longitude}");
    }

    #[test]
    fn cells() {
        check(-90.0, -180.0, Some(1));
        check(-90.0, -179.5, Some(2));
        check(-89.5, -180.0, Some(721));
        check(90.0, 180.0, Some(259_200));
        // The cell of Moscow has its centre at 55.75 N, 37.75 E.
        check(55.75, 37.62, Some(209_956));
        check(91.0, 0.0, None);
        check(f64::NAN, 0.0, None);
    }
}
