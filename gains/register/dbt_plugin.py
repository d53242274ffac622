"""dbt-duckdb asks this plugin for each source of the register; see `profiles.yml`."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.adapters.duckdb.utils import SourceConfig
from dbt_common.exceptions import DbtRuntimeError

from gains.register.reading import RegisterError, read_register


class Plugin(BasePlugin):
    """Reads `seeds/<source>.csv` whenever a model asks for the source."""

    def load(self, source_config: SourceConfig) -> pa.Table:
        try:
            return read_register(Path.cwd(), source_config.name)
        except RegisterError as error:
            raise DbtRuntimeError(str(error)) from None
