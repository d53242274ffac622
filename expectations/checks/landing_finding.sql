-- One row per finding of one kind, the weightiest first.
select
    company_id,
    map,
    file,
    table_name,
    sentence,
    row_count as unexpected_count
from {batch}
where finding = '$finding' and severity = '$severity'
order by row_count desc, company_id, map, file, table_name
