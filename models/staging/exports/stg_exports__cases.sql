{{ config(materialized='view') }}

{{ newest_delivery('cases') }}
