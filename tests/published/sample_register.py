"""The invented register of the sample publication: every grade, one unowned, one planned."""

from datetime import date

COMPANIES = [
    ("harbor", "Harbor Supply", "USD", "America/Chicago", 0.09),
    ("falken", "Falken Medical", "EUR", "Europe/Berlin", 0.08),
]
PROCESSES = [
    ("harbor_payables", "harbor", "Supplier invoices", "invoice"),
    ("harbor_tickets", "harbor", "Service desk tickets", "ticket"),
    ("harbor_returns", "harbor", "Customer returns", "return"),
    ("harbor_vendors", "harbor", "Vendor questions", "question"),
    ("harbor_receivables", "harbor", "Trade receivables", "invoice"),
    ("falken_orders", "falken", "Order entry", "order"),
    ("falken_claims", "falken", "Warranty claims", "claim"),
    ("falken_contracts", "falken", "Contract reviews", "contract"),
    ("falken_complaints", "falken", "Complaints", "complaint"),
    ("falken_suppliers", "falken", "Supplier onboarding", "supplier"),
]
KPIS = [
    ("cycle_time_hours", "Cycle time", "duration", "hours", "lower"),
    ("touch_time_minutes", "Touch time", "mean", "minutes", "lower"),
    ("cost_per_transaction", "Cost per transaction", "ratio", "money", "lower"),
    ("throughput", "Throughput", "count", "cases per week", "higher"),
    ("on_time_rate", "On-time rate", "proportion", "share", "higher"),
    ("first_pass_yield", "First-pass yield", "proportion", "share", "higher"),
    ("straight_through_rate", "Straight-through rate", "proportion", "share", "higher"),
    ("days_sales_outstanding", "Days sales outstanding", "balance", "days", "lower"),
    ("days_to_pay", "Days to pay", "duration", "days", "lower"),
    ("overdue_share", "Overdue share of receivables", "ratio", "share", "lower"),
]
AS_OF = date(2026, 10, 31)

#: initiative, process, name, owner, lead, kick-off, go-live, primary KPI, target, claimed, build
#: cost, run cost a month, level before, relative effect, half of the 99 % range, evidence, decision
INITIATIVES = [
    ("invoice_capture", "harbor_payables", "Invoice capture", "Dana Whitfield", "Luis Ortega",
     date(2026, 1, 19), date(2026, 4, 6), "cost_per_transaction", -0.20, 260000, 60000, 1500,
     7.84, -0.29, 0.08, "proven", "scale"),
    ("dunning", "harbor_receivables", "Automatic dunning", "Helen Strand", "Noor Aziz",
     date(2025, 12, 8), date(2026, 3, 2), "days_to_pay", -0.15, 150000, 30000, 900,
     47.2, -0.13, 0.09, "likely", None),
    ("returns_portal", "harbor_returns", "Returns portal", "Marcus Bell", "Luis Ortega",
     date(2026, 2, 16), date(2026, 5, 4), "first_pass_yield", 0.05, 95000, 70000, 2400,
     0.841, 0.019, 0.051, "inconclusive", None),
    ("ticket_triage", "harbor_tickets", "Ticket triage", "Priya Raman", "Luis Ortega",
     date(2026, 1, 26), date(2026, 4, 20), "cycle_time_hours", -0.25, 180000, 45000, 1800,
     31.5, -0.012, 0.041, "no_change", "stop"),
    ("vendor_chat", "harbor_vendors", "Vendor chat", "Dana Whitfield", "Noor Aziz",
     date(2026, 2, 2), date(2026, 5, 11), "touch_time_minutes", -0.30, 60000, 38000, 1400,
     12.4, 0.11, 0.07, "looks_worse", "fix"),
    ("order_entry", "falken_orders", "Order entry assistant", "Jonas Lehmann", "Katrin Vogel",
     date(2026, 1, 12), date(2026, 4, 13), "cycle_time_hours", -0.20, 190000, 55000, 1600,
     18.9, -0.31, 0.07, "proven", None),
    ("claims_assessment", "falken_claims", "Claims assessment", "Anke Petersen", "Katrin Vogel",
     date(2026, 6, 8), date(2026, 9, 7), "touch_time_minutes", -0.25, 110000, 80000, 2200,
     64.0, None, None, "not_measurable", None),
    ("contract_review", "falken_contracts", "Contract review assistant", "Stefan Krause",
     "Stefan Krause", date(2026, 1, 5), date(2026, 3, 23), "cycle_time_hours", -0.30, 90000,
     40000, 1300, 212.0, -0.22, 0.12, "likely", None),
    ("complaint_routing", "falken_complaints", "Complaint routing", "Maren Scholz",
     "Katrin Vogel", date(2026, 2, 9), date(2026, 4, 27), "cycle_time_hours", -0.15, 70000,
     28000, 900, 52.0, 0.14, 0.08, "worse", None),
    ("supplier_onboarding", "falken_suppliers", "Supplier onboarding", "Maren Scholz",
     "Katrin Vogel", date(2026, 8, 24), None, "cycle_time_hours", -0.30, 60000, 35000, 800,
     96.0, None, None, "not_measurable", None),
]  # fmt: skip
