"""The results of measurement with their sentences: columns of words beside codes."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa

from gains.measurement.coding import check_from, method_from, reason_from
from gains.wording.checks import check_sentence
from gains.wording.names import Names
from gains.wording.notes import method_phrase
from gains.wording.reasons import reason_text


def with_sentences(results: pa.Table, names: Names) -> pa.Table:
    """Return the long table of measurement with `method`, `reason` and `sentence` added.

    Parameters
    ----------
    results : pyarrow.Table
        As `gains.measurement.frames.measure_tables` gives it.
    names : Names

    Returns
    -------
    pyarrow.Table
        The same rows and columns, then three of text, empty where they do not apply.
    """

    def say(thing: str, words: Callable[[str, str], str]) -> pa.Array:
        codes, parameters = (
            results.column(f"{thing}_{part}").to_pylist() for part in ("code", "params")
        )
        said = [
            None if code is None else words(code, text)
            for code, text in zip(codes, parameters, strict=True)
        ]
        return pa.array(said, type=pa.string())

    added = {
        "method": say("method", lambda *found: method_phrase(method_from(*found))),
        "reason": say("reason", lambda *found: reason_text(reason_from(*found), names).text),
        "sentence": say("finding", lambda *found: check_sentence(check_from(*found))),
    }
    for name, column in added.items():
        results = results.append_column(name, column)
    return results
