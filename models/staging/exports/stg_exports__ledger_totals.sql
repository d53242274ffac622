{{ config(materialized='view') }}

{{ newest_delivery('ledger_totals') }}
