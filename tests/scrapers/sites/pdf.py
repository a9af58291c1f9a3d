"""A small writer of PDF files: text of any size at any place, and lines. Letters are Japanese, from a font that is not embedded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /KozMinPr6N-Regular /Encoding /UniJIS-UTF16-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /KozMinPr6N-Regular /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1)"
    b" /Supplement 6 >> /DW 1000 /W [1 [500] 2 632 500] /FontDescriptor 5 0 R >>",
    b"<< /Type /FontDescriptor /FontName /KozMinPr6N-Regular /Flags 4 /FontBBox [-437 -340 1147 1317] /ItalicAngle 0 /Ascent 880"
    b" /Descent -120 /CapHeight 740 /StemV 80 >>",
)


def text(x: float, y: float, size: float, words: str) -> str:
    """Words from (x, y) on; y grows upwards from the bottom of an A4 page (842 points)."""
    return f"BT /F1 {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"0.5 w {x0} {y0} m {x1} {y1} l S"


def document(pages: Sequence[Iterable[str]]) -> bytes:
    """The bytes of a PDF with these drawings."""
    kids = [6 + 2 * i for i in range(len(pages))]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode(),
        *_FONT,
    ]
    for kid, drawings in zip(kids, pages, strict=True):
        content = "\n".join(drawings).encode()
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % (kid + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(
        out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    )


def ruled(rows: Sequence[Sequence[str]], columns: Sequence[float], top: float, size: float = 9) -> list[str]:
    """A table with rules; a cell is broken into lines that fit its column."""
    drawings, y = [], top
    edges = list(columns)
    for row in rows:
        cells = [_fit(cell, (edges[i + 1] - edges[i] - 6) / size) for i, cell in enumerate(row)]
        height = (size + 3) * max(map(len, cells)) + 4
        for i, cell in enumerate(cells):
            drawings += [
                text(edges[i] + 3, y - (size + 3) * (n + 1), size, part) for n, part in enumerate(cell)
            ]
        drawings += [line(edges[0], y, edges[-1], y), *(line(x, y, x, y - height) for x in edges)]
        y -= height
    return [*drawings, line(edges[0], y, edges[-1], y)]


def _fit(words: str, letters: float) -> list[str]:
    n = int(letters)
    return [words[i : i + n] for i in range(0, len(words), n)] or [""]
