"""The KPI catalogue, `seeds/kpis.csv`: what is written from it, and what a new line of it takes."""
