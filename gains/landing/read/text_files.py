"""Text files as the systems give them: which encoding, unpacked, and how many lines.

The whole file is looked at once, as bytes. A file that DuckDB can read as it is stays where it is;
anything else is rewritten as UTF-8 in the working folder.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gains.landing.problems import LandingError

BLOCK = 1 << 22

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class TextFile:
    """A text file, ready to be read as UTF-8.

    Parameters
    ----------
    path : Path
        The export itself, or its rewritten copy.
    encoding : str
        What the export is encoded in: 'utf-8', 'utf-8-sig', 'utf-16', 'cp1252', or as the map says.
    line_count : int
        Lines of the file, an unfinished last one included.
    has_lone_returns : bool
        Whether a carriage return stands without a line feed: old line ends, or a cell with lines.
    ends_with_line_end : bool
        Whether the last line is whole.
    """

    path: Path
    encoding: str
    line_count: int
    has_lone_returns: bool
    ends_with_line_end: bool = True


def content_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def prepare(path: Path, shown: str, encoding: str | None, working_folder: Path) -> TextFile:
    """Decide on the encoding over the whole file, and give a file that DuckDB can read.

    Parameters
    ----------
    path : Path
        The export.
    shown : str
        Its path as a person sees it.
    encoding : str or None
        The encoding that the map states; None: found out.
    working_folder : Path
        Where a rewritten copy goes.

    Returns
    -------
    TextFile
        With the path to read from.

    Raises
    ------
    LandingError
        When the file is no text, or text in no encoding that fits all of it.
    """
    with path.open("rb") as stream:
        start = stream.read(4096)
    packed = start.startswith(b"\x1f\x8b")
    if path.name.lower().endswith(".gz") and start and not packed:
        raise LandingError([f"{shown} is named .gz but is not packed by gzip: rename it."])
    if packed:
        start = next(_blocks(path, packed, shown), b"")[:4096]
    _refuse_what_is_no_text(start, shown)

    if encoding is None:
        encoding = _encoding_of(path, packed, shown, start)
    else:
        _refuse_hidden_utf_8(path, packed, shown, encoding)
    try:
        if encoding in ("utf-8", "utf-8-sig") and not packed:
            return TextFile(path, encoding, *_count_lines(_decoded(path, packed, shown, encoding)))
        copy = working_folder / "decoded.csv"
        # never through a link, which would write on the export itself
        copy.unlink(missing_ok=True)
        with copy.open("x", encoding="utf-8", newline="") as target:

            def written() -> Iterator[str]:
                for text in _decoded(path, packed, shown, encoding):
                    target.write(text)
                    yield text

            counted = _count_lines(written())
        return TextFile(copy, encoding, *counted)
    except LookupError:
        raise LandingError(
            [f"{shown}: the map states the encoding '{encoding}', which does not exist."]
        ) from None
    except UnicodeDecodeError as error:
        raise LandingError(
            [
                f"{shown} is not {encoding}, the encoding that the map states: the bytes "
                f"{error.object[error.start : error.end].hex()} do not occur in it."
            ]
        ) from None


def _refuse_what_is_no_text(start: bytes, shown: str) -> None:
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"PK\x03\x04"):
        raise LandingError(
            [
                f"{shown} is a ZIP archive or an Excel workbook with another name: unpack it, or "
                "rename it to .xlsx."
            ]
        )
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise LandingError([f"{shown} is an old Excel file: open it and save it as .xlsx or .csv."])
    if start.startswith(b"PAR1"):
        raise LandingError([f"{shown} is a Parquet file with another name: rename it to .parquet."])
    if start.startswith(b"%PDF"):
        raise LandingError([f"{shown} is a PDF: export it as CSV or XLSX."])
    if lowered.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        raise LandingError(
            [
                f"{shown} is a web page (HTML or XML), perhaps a login or error page saved as an "
                "export: export it again, as CSV or XLSX."
            ]
        )


def _encoding_of(path: Path, packed: bool, shown: str, start: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding
    if start[1::2].count(0) > len(start) / 4:
        return "utf-16-le"
    if start[0::2].count(0) > len(start) / 4:
        return "utf-16-be"
    line = 1
    decoder = codecs.getincrementaldecoder("utf-8")()
    legacy = codecs.getincrementaldecoder("cp1252")()
    is_utf_8 = True
    for block in _blocks(path, packed, shown):
        if is_utf_8:
            try:
                if not block.isascii() or decoder.getstate()[0]:
                    decoder.decode(block)
            except UnicodeDecodeError:
                is_utf_8 = False
        try:
            if not block.isascii():
                legacy.decode(block)
        except UnicodeDecodeError as error:
            if not is_utf_8:
                bad = line + error.object[: error.start].count(b"\n")
                raise LandingError(
                    [
                        f"{shown}, line {bad}: the byte {error.object[error.start]:02x} is neither "
                        "UTF-8 nor Windows-1252: export the file again as UTF-8, or state its "
                        "encoding in the map."
                    ]
                ) from None
            legacy.reset()
        line += block.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        is_utf_8 = False
    return "utf-8" if is_utf_8 else "cp1252"


def _refuse_hidden_utf_8(path: Path, packed: bool, shown: str, encoding: str) -> None:
    """Stop where a stated code page would turn the é of a UTF-8 file into two letters."""
    if not encoding.lower().startswith(("cp", "latin", "iso", "windows")):
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    count = 0
    example = ""
    try:
        for block in _blocks(path, packed, shown):
            if not block.isascii() or decoder.getstate()[0]:
                found = re.findall(r"[^\x00-\x7f]", decoder.decode(block))
                count += len(found)
                example = example or "".join(found[:1])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return
    if count:
        raise LandingError(
            [
                f"{shown}: the map states the encoding '{encoding}', but all {count:,} characters "
                f"beyond ASCII (such as '{example}') are UTF-8 and none is anything else: write "
                "encoding: utf-8, or leave it out."
            ]
        )


def _blocks(path: Path, packed: bool, shown: str) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") if packed else path.open("rb") as stream:
            while block := stream.read(BLOCK):
                yield block
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise LandingError(
            [f"{shown} is packed by gzip and ends too early: deliver it again, whole."]
        ) from None


def _decoded(path: Path, packed: bool, shown: str, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    for block in _blocks(path, packed, shown):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _count_lines(texts: Iterator[str]) -> tuple[int, bool, bool]:
    lines = returns = pairs = 0
    last = ""
    for text in texts:
        if text:
            lines += text.count("\n")
            found = text.count("\r")
            if found:
                returns += found
                pairs += text.count("\r\n")
            pairs += last == "\r" and text[0] == "\n"
            last = text[-1]
    return lines + (last not in ("", "\n")), returns > pairs, last in ("", "\n", "\r")
