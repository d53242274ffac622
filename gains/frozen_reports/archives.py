"""Office files are zip archives that carry the time of writing; here they carry the build's."""

import io
import re
import zipfile
from datetime import datetime

#: The oldest time that a zip archive can hold.
FIRST = (1980, 1, 1, 0, 0, 0)
WRITTEN_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def same_bytes(archive: bytes, at: datetime) -> bytes:
    """Pack an Office file again with one fixed time, and the workbooks inside it too.

    Parameters
    ----------
    archive : bytes
        PPTX or XLSX.
    at : datetime
        UTC; stands in the documents as the time of writing.

    Returns
    -------
    bytes
        The same content; equal for equal content, whenever it is written.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name.endswith(".xlsx"):
                data = same_bytes(data, at)
            elif name == "docProps/core.xml":
                stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                data = WRITTEN_AT.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            entry = zipfile.ZipInfo(name, FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, data)
    return target.getvalue()
