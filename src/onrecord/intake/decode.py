"""Bytes → text, the same on every machine: UTF-8, UTF-16 and UTF-32 by their marks, else a careful guess that is told."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from onrecord.intake.notice import RefusalError

MARKS = (  # the longer mark first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (Word, OpenDocument and Excel files are such)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
HEAD = 65_536
"""Bytes a guess is made on."""
FEW_HIGH = 0.2
"""Share of bytes above 127 among letters below which a text is in Latin letters with a few accents and curly quotes."""
OTHER_SCRIPTS = (
    "cp1251", "cp1256", "koi8_r", "iso8859_5", "iso8859_6", "iso8859_7", "cp1253", "cp1255", "gb18030", "big5", "cp932", "euc_kr",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes are to be read: codec name, length of the mark in front, and whether it was guessed."""

    name: str
    mark: int = 0
    is_guess: bool = False


def encoding_of(head: bytes, where: str, *, is_whole: bool = True) -> Encoding:
    """The encoding of a file from its first bytes; `is_whole` says that there are no more.

    Raises RefusalError (binary) where the bytes are no text.
    """
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    for magic, what in MAGIC:
        if head.startswith(magic):
            raise RefusalError(where, f"{what}, not text", "binary", "save the report as .txt or .html")
    if b"\x00" in head:
        wide = _wide(head)
        if wide is None or not _is_printable(head, wide):
            raise RefusalError(where, "not text: it holds NUL bytes", "binary", "save the report as .txt in UTF-8")
        return Encoding(wide)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, is_whole)
    except UnicodeDecodeError:
        return Encoding(_guess(head), is_guess=True)
    return Encoding("utf-8")


def decoded(data: bytes, where: str) -> tuple[str, Encoding]:
    """The text of a whole file without its mark, and how it was read. Raises RefusalError where it is no text."""
    encoding = encoding_of(data, where)
    try:
        return data[encoding.mark :].decode(encoding.name), encoding
    except UnicodeDecodeError as error:
        if encoding.is_guess:
            return data.decode("latin-1"), Encoding("latin-1", is_guess=True)
        what = f"not sound {encoding.name.upper()}: it breaks at byte {error.start + encoding.mark}"
        raise RefusalError(where, what, "binary", "save it again as UTF-8") from None


def _wide(head: bytes) -> str | None:
    """UTF-32 or UTF-16 without a mark, told by where the NULs lie; None where they lie anyhow."""
    head = head[: len(head) // 4 * 4] or head
    quarter, half = max(1, len(head) // 4), max(1, len(head) // 2)
    shares = [head[k::4].count(0) / quarter for k in range(4)]
    if len(head) >= 8 and min(shares[2:]) > 0.9 and shares[0] < 0.1:
        return "utf-32-le"
    if len(head) >= 8 and min(shares[:2]) > 0.9 and shares[3] < 0.1:
        return "utf-32-be"
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _is_printable(head: bytes, encoding: str) -> bool:
    """Does the head read as text, not as control characters and holes?"""
    text = head.decode(encoding, "replace")
    odd = sum(character < " " and character not in "\t\n\r\f" for character in text) + text.count("\ufffd")
    return odd <= len(text) // 100 + 1


def _guess(head: bytes) -> str:
    """A one-byte encoding: Windows-1252 for Latin letters; where most letters are above 127, by their statistics."""
    high = sum(byte > 127 for byte in head)
    low = sum(chr(byte).isalpha() for byte in head if byte < 128)
    if high / (high + low) >= FEW_HIGH:
        from charset_normalizer import from_bytes

        best = from_bytes(head, cp_isolation=list(OTHER_SCRIPTS), threshold=0.4).best()
        if best is not None:
            return str(best.encoding)
    try:
        head.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
