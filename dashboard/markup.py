"""Names and texts from exports are data: escaped before they meet Markdown."""

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$<>:&^=@.-])")
#: Streamlit looks for icons and emoji in the text that escaping gives, so backslashes do not help.
ICON = re.compile(r":(?=[A-Za-z+-][\w/+-]*:)")
INVISIBLE = "\u200b"


def escaped(text: object) -> str:
    """Give a text that Markdown prints as it is: no link, color, icon, formula or HTML."""
    if text is None:
        return ""
    line = str(text).replace("\r", " ").replace("\n", " ")
    return SPECIAL.sub(r"\\\1", ICON.sub(":" + INVISIBLE, line))
