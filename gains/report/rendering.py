"""Charts as files, drawn in a process of their own, so that the server stays small."""

import json
import subprocess
import sys
from functools import lru_cache
from typing import Any

WIDTH = 1100
SECONDS = 60


@lru_cache(maxsize=32)
def rendered(spec: str, ending: str) -> bytes:
    """Draw a chart.

    Parameters
    ----------
    spec : str
        Vega-Lite specification as JSON.
    ending : str
        png or svg.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    RuntimeError
        When drawing fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "gains.report.rendering", ending],
        input=spec.encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
    return done.stdout


def draw(spec: dict[str, Any], ending: str) -> bytes:
    """Draw a specification at a fixed width; no font or file is fetched from anywhere."""
    import vl_convert

    spec = {**spec, "width": WIDTH}
    if ending == "svg":
        return vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[]).encode()
    return vl_convert.vegalite_to_png(spec, vl_version="6.4", scale=2, allowed_base_urls=[])


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(json.load(sys.stdin), sys.argv[1]))
