"""Names and texts from exports are data: escaped before they meet Markdown."""

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$<>:&^=@.-])")


def escaped(text: object) -> str:
    """Give a text that Markdown prints as it is: no link, color, icon, formula or HTML."""
    if text is None:
        return ""
    return SPECIAL.sub(r"\\\1", str(text).replace("\r", " ").replace("\n", " "))
