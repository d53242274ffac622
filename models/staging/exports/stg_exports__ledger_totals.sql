{# One row per balance that the ledger states: the newest delivery of it. #}

{{ config(materialized='view') }}

{{ newest_delivery('ledger_totals') }}
