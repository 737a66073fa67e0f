"""The text of a treebank as it was before it was cut into words.

    python rawtext.py FILE.conllu > text

Paragraphs are apart by an empty line; sentences of one by a space, unless the last word says otherwise.
"""

import re
import sys


def raw(path):
    out, text, last, joined_until = [], "", "", 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith(("# newdoc", "# newpar")) and out:
            out[-1] = out[-1].rstrip(" ") + "\n\n"
        elif line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line and not line.startswith("#"):
            column = line.split("\t")
            if "." not in column[0]:
                # The words of a joined token stand inside it; the token's own line says what follows.
                if "-" in column[0]:
                    joined_until = int(column[0].split("-")[1])
                    last = column[9]
                elif int(column[0]) > joined_until:
                    last = column[9]
        elif not line and text:
            spaces = re.search(r"SpacesAfter=([^|]*)", last)
            apart = "" if "SpaceAfter=No" in last else " "
            if spaces:
                apart = spaces.group(1).replace("\\s", " ").replace("\\n", "\n").replace("\\t", "\t")
            out.append(text + apart)
            text, joined_until = "", 0
    return "".join(out)


if __name__ == "__main__":
    sys.stdout.write(raw(sys.argv[1]))
