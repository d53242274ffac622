"""How pages put their pieces on the screen: answer, tiles, charts, tables, filters, footer."""

import json
import re
from functools import lru_cache, partial
from typing import Any, Literal

import streamlit as st

from dashboard.markup import escaped
from dashboard.session import Visit
from gains.report.pieces import Badge, Tile
from gains.report.rendering import rendered
from gains.report.tables import Column, Table, as_csv, as_xlsx
from gains.wording import formats
from gains.wording.answer import Answer

STYLE = """<style>
.stMainBlockContainer {max-width: 1140px; padding-top: 4.6rem; padding-bottom: 3rem;}
.stApp {font-variant-numeric: tabular-nums;}
[data-testid="stCaptionContainer"] {opacity: .8;}
[data-testid="stDownloadButton"] button[kind="tertiary"] {min-height: 1.5rem; padding: 0 .25rem;}
[data-testid="stDownloadButton"] button[kind="tertiary"] p {font-size: .8rem;}
[data-testid="stPageLink"] a {padding-left: 0;}
@media (max-width: 640px) {.stMainBlockContainer {padding-left: 1rem; padding-right: 1rem;}}
</style>"""
BADGE_COLORS: dict[str, Literal["green", "red", "orange", "gray"]] = {
    "good": "green",
    "bad": "red",
    "warning": "orange",
    "neutral": "gray",
}
NOTE_COLORS: dict[str, Literal["green", "red", "orange"]] = {
    "good": "green",
    "bad": "red",
    "warning": "orange",
}


def sentence(said: Answer) -> None:
    """Show an answer: the headline bold, the detail beside it."""
    st.markdown(f"**{escaped(said.headline)}** {escaped(said.detail)}")


def tiles(row: tuple[Tile, ...]) -> None:
    """Show tiles beside each other; two per line on a phone."""
    with st.grid(len(row), min_column_width=160, gap="small"):
        for tile in row:
            st.metric(
                tile.label,
                tile.value,
                escaped(tile.note) if tile.note else None,
                delta_color=NOTE_COLORS.get(tile.tone, "off"),
                delta_arrow="off",
                help=escaped(tile.help) if tile.help else None,
                border=True,
                height="stretch",
                chart_data=list(tile.line) if tile.line else None,
                chart_type="area",
            )


def badges(row: tuple[Badge, ...]) -> None:
    """Show badges in one line."""
    for badge in row:
        st.badge(
            escaped(badge.label),
            icon=f":material/{badge.icon}:",
            color=BADGE_COLORS[badge.tone],
            help=escaped(badge.help) if badge.help else None,
        )


def chart(name: str, spec: dict[str, Any], alt: str) -> None:
    """Show a chart, and offer it as PNG and SVG, drawn when asked for."""
    st.vega_lite_chart(None, spec, theme=None, width="stretch", alt=alt, key=f"chart_{name}")
    text = json.dumps(spec, sort_keys=True)
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        for ending, kind in (("png", "image/png"), ("svg", "image/svg+xml")):
            st.download_button(
                ending.upper(),
                partial(rendered, text, ending),
                f"gains_{name}.{ending}",
                kind,
                key=f"{name}_{ending}",
                help=f"Download this chart as {ending.upper()}.",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )


def table(
    content: Table, alt: str, height: int | Literal["auto"] = "auto", is_long_text: bool = False
) -> None:
    """Show a table, and offer its exact values as CSV and XLSX.

    A few rows of long text are shown whole, without sorting and searching.
    """
    if is_long_text:
        st.table(printed(content), border="horizontal", hide_index=True, alt=alt)
    else:
        st.dataframe(
            content.shown,
            hide_index=True,
            column_config=configured(content.columns),
            width="stretch",
            height=height,
            alt=alt,
            key=f"table_{content.name}",
        )
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        for ending, make, kind in (
            ("csv", as_csv, "text/csv"),
            ("xlsx", as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ):
            st.download_button(
                ending.upper(),
                partial(make, content),
                f"gains_{content.name}.{ending}",
                kind,
                key=f"{content.name}_{ending}",
                help=f"Download the exact figures of this table as {ending.upper()}.",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )


def printed(content: Table) -> dict[str, list[str]]:
    """Give the texts of a table for cells that would read them as Markdown."""
    return {
        label: [escaped(text) for text in values]
        for label, values in content.shown.to_pydict().items()
    }


@lru_cache(maxsize=64)
def configured(columns: tuple[Column, ...]) -> dict[str, Any]:
    """Give the settings of each column of a table."""
    settings = {}
    for column in columns:
        if column.kind == "link":
            settings[column.label] = st.column_config.LinkColumn(display_text=r"#(.*)$")
        elif column.kind == "line":
            settings[column.label] = st.column_config.LineChartColumn(width="small")
        elif column.kind == "wide":
            settings[column.label] = st.column_config.TextColumn(width="large")
        elif column.kind == "figure":
            settings[column.label] = st.column_config.TextColumn(alignment="right")
    return settings


def choice(name: str, label: str, options: dict[str, str], *, kind: str = "pills") -> str:
    """Let the reader choose one of the options, the first by default; empty where there is none."""
    return chosen(name, label, options, kind=kind, everything=False) or ""


def choice_or_all(name: str, label: str, options: dict[str, str]) -> str | None:
    """Let the reader choose one of the options; None, the default, means all of them."""
    return chosen(name, label, options, kind="pills", everything=True)


def chosen(
    name: str, label: str, options: dict[str, str], *, kind: str, everything: bool
) -> str | None:
    """Let the reader choose one of the options; the choice lives in the address.

    Parameters
    ----------
    name : str
        Of the query parameter.
    label : str
        For screen readers and the drop-down.
    options : dict
        Id -> what is shown.
    kind : str
        pills, for a few, or select.
    everything : bool
        Whether no choice means all; otherwise the first option is chosen.

    Returns
    -------
    str or None
        The chosen id; None for all.
    """
    if not options:
        return None
    asked = st.query_params.get(name) or st.session_state.get(f"kept_{name}")
    if asked is not None and asked not in options:
        if name in st.query_params:
            st.warning(
                f"There is nothing called “{escaped(asked)}” among what you may see; "
                f"{'all of it' if everything else 'the first'} is shown instead.",
                icon=":material/help:",
            )
            st.query_params.pop(name, None)
        asked = None
    if asked is None and not everything:
        asked = next(iter(options))
    key = f"choice_{name}"
    st.session_state[key] = asked
    remember(name, asked)

    def changed() -> None:
        remember(name, st.session_state[key])

    settings: dict[str, Any] = {
        "format_func": lambda option: options[option],
        "key": key,
        "on_change": changed,
        "label_visibility": "collapsed",
    }
    if kind == "pills":
        st.pills(label, list(options), required=not everything, **settings)
    else:
        st.selectbox(label, list(options), **settings)
    return asked


def remember(name: str, chosen: str | None) -> None:
    """Keep a choice in the address, and for the other pages of this session."""
    st.session_state[f"kept_{name}"] = chosen
    if chosen is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != chosen:
        st.query_params[name] = chosen


def footer(visit: Visit) -> None:
    """Say which build is shown, and when it was published."""
    run = f" · run {visit.version.invocation_id[:8]}" if visit.version.invocation_id else ""
    st.caption(
        f"Build {escaped(visit.version.name)} · published "
        f"{formats.moment(visit.version.built_at)}{escaped(run)}"
    )


def plain(text: str) -> str:
    """Give a name that a file may have."""
    return re.sub(r"[^a-z0-9_-]+", "_", text.lower()).strip("_")
