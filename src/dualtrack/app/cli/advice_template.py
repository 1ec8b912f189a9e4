"""The questionnaire of the advice as a file to fill in, each question with what may stand there."""

TEMPLATE = """\
# The questionnaire of the advice. Fill it in, then: dualtrack advise --answers THIS-FILE
# Only headcount has to be answered; what is left out is taken as the line says.

headcount = 90                   # people who work under the organisation's control, contractors included
us_revenue_percent = 80          # share of this year's revenue from the US, 0 to 100; left out: none yet
entering = []                    # markets to be entered within two years: "us", "international"
ahead_of_demand = false          # true: management wants both before customers ask

# What runs already: "policies", "controls_operating", "risk_register", "isms" (in operation, no certificate),
# "soc2_type_1", "soc2_type_2", "iso27001_certificate"
exists = ["policies"]

sites = 1                        # places where people work or machines stand; only working from home is 1
countries = 1                    # in how many countries
cloud = "all"                    # how much of the product runs in somebody's cloud: all, mostly, partly, none
ai_in_product = "none"           # none, some, or material: the product rests on it
# Promised to customers: "availability", "confidentiality", "processing_integrity", "privacy"
commits_to = []
accepts_type_1 = "not_asked"     # would customers take a Type 1 report meanwhile: yes, no, not_asked
# period_months = 6              # a wish for the length of the observation period, 3 to 12
# revenue_at_stake = 250000      # a year, beyond the demands that are listed
currency = "USD"                 # in which costs are told
per_dollar = 1                   # how much of it one US dollar is, such as "0.92" for EUR

# What changes the certification body's days from the published table, before there is a home; in one it is
# said with: dualtrack cost basis. Each reduction needs its reason.
# [audit_days]
# business = "low"               # low, medium, high; the same for technology
# technology = "medium"
# adjustment = -10               # percent, within what both grades allow
# why_complexity = "one product, one process"
# alike = [40, 12]               # persons of each group with one simple task; and why_alike
# integration = 10               # percent off for a second standard, 0 to 20; and why_integration
# site_persons = [25]            # persons at each further site

# What customers ask for. In a home the register of demands is used instead, unless this file lists any.
# [[demand]]
# name = "A customer"
# asks_for = "soc2_type_2"       # soc2_type_1, soc2_type_2, iso27001, both, either
# accepts_other = false          # takes the other report instead: true, false; leave out: not asked
# needed_by = 2027-12-31
# revenue = 120000               # a year
# currency = "USD"
# market = "US"
# categories = ["availability"]
"""
