//! Reads the packages and tables that the index is built from.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything that was read, in the order of ids and codes.
pub struct Packages {
    /// Countries by ISO 3166-1 alpha-2.
    pub countries: BTreeMap<String, Country>,
    /// Populated places by GeoNames id.
    pub cities: BTreeMap<u32, City>,
    /// First-order divisions by code, such as `US.TX`.
    pub firsts: BTreeMap<String, Division>,
    /// Names of second-order divisions by code, such as `US.TX.453`.
    pub seconds: BTreeMap<String, String>,
    /// The parents of an id in the administrative hierarchy.
    pub parents: BTreeMap<u32, Vec<u32>>,
    /// Generic words of division names: lower case, and whether they stand first.
    pub affixes: Vec<(String, bool)>,
}

/// A row of `country.tsv`.
pub struct Country {
    pub iso3: String,
    pub geonames_id: u32,
    pub name: String,
    pub latitude: f64,
    pub longitude: f64,
    pub population: u32,
    pub aliases: Vec<String>,
}

/// A populated place.
pub struct City {
    pub name: String,
    pub alternates: Vec<String>,
    pub latitude: f64,
    pub longitude: f64,
    pub population: u32,
    pub feature: String,
    pub country: String,
    pub first: String,
    pub second: String,
}

/// A first-order division.
pub struct Division {
    pub geonames_id: u32,
    pub name: String,
    pub ascii: String,
    /// From `division.tsv`.
    pub centre: Option<(f64, f64)>,
    pub aliases: Vec<String>,
}

impl Packages {
    /// Finds the files below `from` by their names and reads them.
    pub fn read(from: &Path, tables: &Path) -> Result<Packages, String> {
        let mut files = Vec::new();
        walk(from, &mut files)?;
        let find = |name: &str| {
            let found = files.iter().find(|path| path.file_name().is_some_and(|found| found == name));
            found.ok_or_else(|| format!("reading packages: found no {name} below {}", from.display()))
        };
        let mut packages = Packages {
            countries: countries(&tables.join("country.tsv"))?,
            cities: cities(find("cities500.json")?)?,
            firsts: firsts(find("admin1CodesASCII.txt")?)?,
            seconds: seconds(find("admin2.json")?)?,
            parents: parents(find("hierarchy.txt")?)?,
            affixes: affixes(&tables.join("affix.tsv"))?,
        };
        packages.add_codes(find("cities500.txt")?)?;
        packages.add_divisions(&tables.join("division.tsv"))?;
        Ok(packages)
    }

    /// Feature codes and second-order codes, which one package lacks.
    fn add_codes(&mut self, path: &Path) -> Result<(), String> {
        for line in read(path)?.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() < 15 {
                continue;
            }
            if let Some(city) = cells[0].parse().ok().and_then(|id: u32| self.cities.get_mut(&id)) {
                city.feature = cells[7].to_owned();
                city.second = cells[11].to_owned();
            }
        }
        Ok(())
    }

    fn add_divisions(&mut self, path: &Path) -> Result<(), String> {
        for row in rows(path)? {
            let Some(division) = self.firsts.get_mut(&row["code"]) else {
                return Err(format!("{}: found the code {}, which no division has", path.display(), row["code"]));
            };
            division.centre = row["latitude"].parse().ok().zip(row["longitude"].parse().ok());
            division.aliases = list(&row["aliases"]);
        }
        Ok(())
    }
}

fn countries(path: &Path) -> Result<BTreeMap<String, Country>, String> {
    let mut found = BTreeMap::new();
    for row in rows(path)? {
        let number = |name: &str| {
            row[name].parse::<f64>().map_err(|_| format!("{}: found {:?} as {name} of {}", path.display(), row[name], row["iso3"]))
        };
        let country = Country {
            iso3: row["iso3"].clone(),
            geonames_id: number("geonames_id")? as u32,
            name: row["name"].clone(),
            latitude: number("latitude")?,
            longitude: number("longitude")?,
            population: number("population")? as u32,
            aliases: list(&row["aliases"]),
        };
        found.insert(row["iso2"].clone(), country);
    }
    Ok(found)
}

fn cities(path: &Path) -> Result<BTreeMap<u32, City>, String> {
    let value: Value = serde_json::from_str(&read(path)?).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut found = BTreeMap::new();
    for city in value.as_object().into_iter().flat_map(|object| object.values()) {
        let text = |key: &str| city[key].as_str().unwrap_or_default().to_owned();
        let Some(id) = city["geonameid"].as_u64() else { continue };
        let alternates = city["alternatenames"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        let place = City {
            name: text("name"),
            alternates,
            latitude: city["latitude"].as_f64().unwrap_or_default(),
            longitude: city["longitude"].as_f64().unwrap_or_default(),
            population: city["population"].as_u64().unwrap_or_default() as u32,
            feature: "PPL".to_owned(),
            country: text("countrycode"),
            first: text("admin1code"),
            second: String::new(),
        };
        found.insert(id as u32, place);
    }
    Ok(found)
}

fn firsts(path: &Path) -> Result<BTreeMap<String, Division>, String> {
    let mut found = BTreeMap::new();
    for line in read(path)?.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [code, name, ascii, id] = cells[..] else { continue };
        let geonames_id = id.trim().parse().unwrap_or_default();
        found.insert(
            code.to_owned(),
            Division { geonames_id, name: name.to_owned(), ascii: ascii.to_owned(), centre: None, aliases: Vec::new() },
        );
    }
    Ok(found)
}

fn seconds(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let value: Value = serde_json::from_str(&read(path)?).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = value.as_array().into_iter().flatten();
    Ok(rows.filter_map(|row| Some((row["code"].as_str()?.to_owned(), row["name"].as_str()?.to_owned()))).collect())
}

fn parents(path: &Path) -> Result<BTreeMap<u32, Vec<u32>>, String> {
    let mut found: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for line in read(path)?.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [parent, child, "ADM"] = cells[..]
            && let (Ok(parent), Ok(child)) = (parent.parse(), child.parse())
        {
            found.entry(child).or_default().push(parent);
        }
    }
    Ok(found)
}

fn affixes(path: &Path) -> Result<Vec<(String, bool)>, String> {
    Ok(rows(path)?.iter().map(|row| (row["affix"].to_lowercase(), row["position"] == "start")).collect())
}

fn list(cell: &str) -> Vec<String> {
    cell.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The rows of a table with a header, as maps from column to cell.
fn rows(path: &Path) -> Result<Vec<BTreeMap<String, String>>, String> {
    let text = read(path)?;
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let header: Vec<String> = lines.next().unwrap_or_default().split('\t').map(str::to_owned).collect();
    lines
        .map(|line| {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            if cells.len() == header.len() {
                Ok(header.iter().cloned().zip(cells).collect())
            } else {
                Err(format!("{}: found {} cells in {line:?}, wanted {}", path.display(), cells.len(), header.len()))
            }
        })
        .collect()
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("reading {}: {error}", path.display()))
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("reading {}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
