"""A small project on disk whose exports are really landed."""

from pathlib import Path

import duckdb
import pytest

from gains.landing import Company, LandingError, land

SHIPPED_MAPS = Path(__file__).parents[2] / "export_maps"


class Exports:
    """A project folder with the company `acme`; `write`, `land`, then `rows`."""

    def __init__(self, root: Path, time_zone: str = "UTC") -> None:
        self.root = root
        self.companies = [Company("acme", "USD", time_zone)]

    def write(self, name: str, content: str | bytes, map_name: str = "canonical") -> Path:
        path = self.root / "exports" / "acme" / map_name / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content)
        return path

    def write_map(self, name: str, content: str) -> None:
        path = self.root / "export_maps" / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def use_shipped_map(self, name: str) -> None:
        self.write_map(name, (SHIPPED_MAPS / f"{name}.yml").read_text(encoding="utf-8"))

    def land(self) -> list[dict]:
        return land(self.root, self.companies)

    def problems(self) -> list[str]:
        """The sentences with which landing stops."""
        with pytest.raises(LandingError) as caught:
            self.land()
        return caught.value.sentences

    def rows(self, table: str, columns: str = "*") -> list[tuple]:
        """Landed rows in the order of the file."""
        landed = self.root / "landed" / table / "*.parquet"
        with duckdb.connect() as connection:
            return connection.execute(
                f"select {columns} from read_parquet('{landed}') order by file, line_number"
            ).fetchall()

    def beside(self, table: str, columns: str) -> list[tuple]:
        """What is written beside the canonical tables, of all files."""
        written = self.root / "landed" / table / "*.parquet"
        with duckdb.connect() as connection:
            return connection.execute(
                f"select {columns} from read_parquet('{written}') order by file"
            ).fetchall()

    def found(self, columns: str) -> list[tuple]:
        """What landing has to say about the files."""
        return self.beside("landing_findings", columns)

    def rejected(self) -> list[tuple]:
        """Line, column, value and reason of each rejected row."""
        return self.rows("rejected_rows", "line_number, column_name, value, reason")


@pytest.fixture
def exports(tmp_path: Path) -> Exports:
    return Exports(tmp_path)
