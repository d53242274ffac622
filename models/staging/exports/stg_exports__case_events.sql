{#
    One row per event of a case (equal keys in one file are occurrences, and all stay):
    the newest delivery of it. Times are UTC.
#}

{{ config(materialized='view') }}

{{ newest_delivery('case_events') }}
