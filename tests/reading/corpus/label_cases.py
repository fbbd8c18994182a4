"""Which list labels are shown: the .docx pairs of numbering. Labels stand nowhere in the text of the files.

Name -> (what the reader must give, the file); written by hand from what Word shows. A bug report becomes a case here,
or simply two files in this folder.
"""

from packing import cell, item, levels, numbering, pack_docx, para, row, run, table

CASES: dict[str, tuple[str, bytes]] = {
    "labels-of-a-report": (
        "body/p1 [I.] : Kết quả\nbody/p2 [1.] : Tập huấn\nbody/p3 [a)] : lớp một\nbody/p4 [b)] : lớp hai\n"
        "body/p5 [2.] : Hợp tác\nbody/p6 [a)] : đoàn vào\nbody/p7 [II.] : Phương hướng\nbody/p8 [1.] : Tiếp tục",
        pack_docx(
            item("Kết quả")
            + item("Tập huấn", 1)
            + item("lớp một", 2)
            + item("lớp hai", 2)
            + item("Hợp tác", 1)
            + item("đoàn vào", 2)
            + item("Phương hướng")
            + item("Tiếp tục", 1),
            numbering=numbering(levels(("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))),
        ),
    ),
    "labels-of-many-levels": (
        "body/p1 [1.] : a\nbody/p2 [1.1.] : b\nbody/p3 [1.2.] : c\nbody/p4 [1.2.1] : d\n"
        "body/p5 [2.] : e\nbody/p6 [2.1.] : f",
        pack_docx(
            item("a") + item("b", 1) + item("c", 1) + item("d", 2) + item("e") + item("f", 1),
            numbering=numbering(levels(("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3"))),
        ),
    ),
    "labels-in-legal-form": (
        "body/p1 [III.] : a\nbody/p2 [3.1] : b",
        pack_docx(
            item("a") + item("b", 1),
            numbering=numbering(
                '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
                '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>'
                '<w:lvlText w:val="%1.%2"/></w:lvl>'
            ),
        ),
    ),
    "labels-restarted": (
        "body/p1 [1.] : a\nbody/p2 [2.] : b\nbody/p3 [1.] : c\nbody/p4 [2.] : d",
        pack_docx(
            item("a") + item("b") + item("c", 0, 2) + item("d", 0, 2),
            numbering=numbering(
                levels(("decimal", "%1.")),
                numbers='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
                '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
            ),
        ),
    ),
    "labels-never-restarted": (
        "body/p1 [I.] : a\nbody/p2 [1.] : b\nbody/p3 [II.] : c\nbody/p4 [2.] : d",
        pack_docx(
            item("a") + item("b", 1) + item("c") + item("d", 1),
            numbering=numbering(levels(("upperRoman", "%1."), ("decimal", "%2."), more='<w:lvlRestart w:val="0"/>')),
        ),
    ),
    "labels-beyond-z": (
        "body/p1 [z)] : a\nbody/p2 [aa)] : b\nbody/p3 [bb)] : c",
        pack_docx(
            item("a") + item("b") + item("c"),
            numbering=numbering(
                '<w:lvl w:ilvl="0"><w:start w:val="26"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>'
            ),
        ),
    ),
    "labels-by-style": (
        "body/p1 [1.] : có số\nbody/p2 : số tắt\nbody/p3 [2.] : có số tiếp",
        pack_docx(
            para(run("có số"), '<w:pStyle w:val="So"/>')
            + para(run("số tắt"), '<w:pStyle w:val="So"/><w:numPr><w:numId w:val="0"/></w:numPr>')
            + para(run("có số tiếp"), '<w:pStyle w:val="So2"/>'),
            styles='<w:style w:type="paragraph" w:styleId="So"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
            '</w:style><w:style w:type="paragraph" w:styleId="So2"><w:basedOn w:val="So"/></w:style>',
            numbering=numbering(levels(("decimal", "%1."))),
        ),
    ),
    "labels-by-list-style": (
        "body/p1 [A.] : a\nbody/p2 [B.] : b",
        pack_docx(
            item("a") + item("b"),
            styles='<w:style w:type="numbering" w:styleId="DS"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
            "</w:style>",
            numbering=numbering(
                '<w:numStyleLink w:val="DS"/>', '<w:styleLink w:val="DS"/>' + levels(("upperLetter", "%1."))
            ),
        ),
    ),
    "bullets": (
        "body/p1 [-] : gạch\nbody/p2 [+] : cộng\nbody/p3 [▪] : vuông",
        pack_docx(
            item("gạch") + item("cộng", 1) + item("vuông", 2),
            numbering=numbering(levels(("bullet", "-"), ("bullet", "+"), ("bullet", "\uf0a7"))),
        ),
    ),
    "labels-in-cells": (
        "body/t1/r1 : 1. | Techfest\nbody/t1/r2 : 2. | Techdemo",
        pack_docx(
            table(row(cell(item("")), "Techfest"), row(cell(item("")), "Techdemo"), columns=2),
            numbering=numbering(levels(("decimal", "%1."))),
        ),
    ),
    "labels-of-other-kinds": (
        "body/p1 [01.] : a\nbody/p2 [A.] : b\nbody/p3 [i.] : c\nbody/p4 : d",
        pack_docx(
            item("a") + item("b", 1) + item("c", 2) + item("d", 3),
            numbering=numbering(
                levels(("decimalZero", "%1."), ("upperLetter", "%2."), ("lowerRoman", "%3."), ("none", ""))
            ),
        ),
    ),
}
