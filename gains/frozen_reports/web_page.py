"""The snapshot as one page: interactive, with everything inside, and no request to anywhere."""

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from gains.frozen_reports import drawings
from gains.frozen_reports.pages import Pages, most_important
from gains.frozen_reports.paragraphs import shown
from gains.frozen_reports.pdf import alt_of, forest_note
from gains.frozen_reports.printable import clean, cleaned
from gains.report import STATIC
from gains.report.pieces import Tile

HERE = Path(__file__).parent
MOST_IN_FOREST = 30
MOST_STEPS = 10
MOST_NAMES = 12
FALLBACK_WIDTH = 940
#: Right-aligned columns of the scoreboard.
FIGURES = ("Before", "After", "Better by", "Measured a year", "Claimed a year")
HIDDEN = ("tone",)


def web_page(content: Pages, snapshot_id: str) -> bytes:
    """Write the page.

    Parameters
    ----------
    content : Pages
        Of the snapshot.
    snapshot_id : str
        Printed at the foot.

    Returns
    -------
    bytes
        HTML in UTF-8; the same content gives the same bytes. Its policy allows no request, and
        only the scripts that are inside.
    """
    scripts = [f"(function(){{{bundle()}}})();", (HERE / "web_page.js").read_text("utf-8")]
    page = (HERE / "web_page.html").read_text("utf-8")
    label = content.figures.label
    parts = {
        "policy": policy(scripts),
        "title": text(label.title),
        "style": fonts() + (HERE / "web_page.css").read_text("utf-8"),
        "kicker": text(" · ".join(filter(None, (label.scope_name, label.period, label.author)))),
        "headline": text(content.answer.headline),
        "detail": text(content.answer.detail),
        "tiles": "".join(map(tile, content.tiles)),
        "changes": listed(content.changes),
        "forest": forest(content),
        "left_out": listed(
            f"{why}: {shown(names, MOST_NAMES)}." for why, names in content.left_out
        ),
        "decisions": "".join(decision(*one) for one in content.decisions),
        "waterfalls": "".join(waterfalls(content)) or "<p>No value is counted yet.</p>",
        "value": text(content.value_text),
        "scoreboard": scoreboard(content.scoreboard),
        "case": case(content),
        "checks": "<h2>How the estimate was checked</h2>" + listed(content.checks)
        if content.checks
        else "",
        "how_to_read": listed(content.how_to_read),
        "stamp": text(f"{content.stamp} · {snapshot_id}"),
        "scripts": "".join(f"<script>{script}</script>" for script in scripts),
    }
    pieces = page.split("{{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, rest = piece.split("}}", 1)
        filled += [parts[name], rest]
    return "".join(filled).encode()


def text(words: object) -> str:
    """Give a text that is only ever read as text; its own direction does not spill over."""
    return f"<bdi>{html.escape(clean(str(words)))}</bdi>"


def listed(lines: Iterable[str]) -> str:
    """Give a list."""
    return "<ul>" + "".join(f"<li>{text(line)}</li>" for line in lines) + "</ul>"


def tile(one: Tile) -> str:
    """Give one figure."""
    return (
        f'<div class="tile"><dt>{text(one.label)}</dt><dd>{text(one.value)}</dd>'
        f'<dd class="note {one.tone}">{text(one.note)}</dd></div>'
    )


def decision(name: str, badge: str, said: str) -> str:
    """Give one card."""
    tone = "bad" if badge in ("Worse", "Looks worse", "Unowned") else ""
    return (
        f'<div class="card"><h3>{text(name)} <span class="badge {tone}">{text(badge)}</span></h3>'
        f"<p>{text(said)}</p></div>"
    )


def forest(content: Pages) -> str:
    """Give the forest with its note; the table below holds every initiative."""
    rows = most_important(content.forest, MOST_IN_FOREST)
    note = forest_note(len(content.forest) - len(rows), len(rows))
    return chart("forest", drawings.forest(rows), alt_of(rows)) + f"<p class=note>{text(note)}</p>"


def waterfalls(content: Pages) -> list[str]:
    """Give one waterfall a currency."""
    out = []
    for place, fall in enumerate(content.waterfalls):
        rows = fall.rows(MOST_STEPS)
        said = ", ".join(f"{row['name']} {row['figure']}" for row in rows)
        specification = drawings.waterfall(rows, fall.currency)
        out.append(chart(f"waterfall{place}", specification, f"From gain to net: {said}"))
    return out


def case(content: Pages) -> str:
    """Give the weeks of the case in point."""
    if content.case is None:
        return ""
    return (
        f"<h2>{text(content.case.title)}</h2>"
        + chart("case", drawings.weekly(content.case), content.case.sentence)
        + f"<p class=note>{text(content.case.sentence)}</p>"
    )


def chart(name: str, specification: dict[str, Any], alt: str) -> str:
    """Give a place for a chart, its specification, and a picture for who runs no scripts."""
    packed = json.dumps(cleaned(specification), ensure_ascii=False).replace("<", "\\u003c")
    picture = base64.b64encode(drawings.svg(specification, FALLBACK_WIDTH).encode()).decode()
    described = html.escape(clean(alt), quote=True)
    return (
        f'<div class="chart" role="img" aria-label="{described}" data-chart="{name}"></div>'
        f'<script type="application/json" id="{name}">{packed}</script>'
        f'<noscript><img alt="{described}" src="data:image/svg+xml;base64,{picture}"></noscript>'
    )


def scoreboard(rows: tuple[Mapping[str, Any], ...]) -> str:
    """Give every initiative in a table that can be sorted."""
    names = [name for name in rows[0] if name not in HIDDEN] if rows else []
    head = "".join(
        f'<th scope="col"{kind(name)}><button type="button">{text(name)}</button></th>'
        for name in names
    )
    body = "".join(
        "<tr>" + "".join(f"<td{kind(name)}>{text(row[name])}</td>" for name in names) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def kind(name: str) -> str:
    """Give the class of a column of figures."""
    return ' class="figure"' if name in FIGURES else ""


def policy(scripts: list[str]) -> str:
    """Give the content security policy: nothing from outside, and only these scripts."""
    sums = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {sums}; style-src 'unsafe-inline'; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def bundle() -> str:
    """Give Vega, Vega-Lite and Vega-Embed as one script without any request."""
    script = vl_convert.javascript_bundle(
        "window.vegaEmbed=vegaEmbed;", vl_version=drawings.VEGA_LITE
    )
    return script.replace("</script", "<\\/script")


@cache
def fonts() -> str:
    """Give the font faces with the dashboard's own font files inside."""
    faces = []
    for name, ranges in (
        ("inter-latin-ext", "U+0100-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+2C60-2C7F"),
        ("inter-latin", "U+0000-00FF,U+2000-206F,U+20AC,U+2122,U+2190-2199,U+2212"),
    ):
        data = base64.b64encode((STATIC / f"{name}.woff2").read_bytes()).decode()
        faces.append(
            "@font-face{font-family:Inter;font-weight:100 900;font-display:swap;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{ranges}}}"
        )
    return "".join(faces)
