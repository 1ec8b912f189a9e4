"""The files that a lead fills in to adopt what runs: commented, with every field that may be said."""

SOC2 = """\
# The facts of your last SOC 2 Type II report. Read what would be entered:
#   dualtrack adopt soc2 THIS-FILE --controls controls.xlsx --dry-run
# The control list is a spreadsheet with an id, a title, what is done and the criteria of each control.

[report]
firm = ""                      # the service auditor, as it signs
type = "type_2"
period_start = ""              # 2025-07-01; both days included
period_end = ""
# issued_on = ""               # the date of the report
categories = ["security"]      # security, availability, confidentiality, processing_integrity, privacy
opinion = ""                   # quoted as the report words it
# file = "report.pdf"          # the report itself, beside this file; it is kept with its hash

[open_period]                  # the period that runs now
start = ""                     # its true first day; days between it and the last one are named
end = ""                       # its planned last day

# [[subservice]]               # once for each subservice organization
# name = ""
# service = ""
# method = "carve_out"         # or inclusive
# [[subservice.csoc]]          # a control that is assumed there
# description = ""
# requirements = ["soc2:CC6.4"]

# [[cuec]]                     # once for each complementary user entity control
# description = ""
# requirements = ["soc2:CC6.2"]

# [[deviation]]                # once for each deviation (exception) that the report notes
# control = ""                 # its id in your control list
# criterion = "soc2:CC6.2"
# description = ""
# test = ""                    # the auditor's test that found it
# response = ""                # management's response
# occurred_on = ""             # where the report says so
"""

ISO27001 = """\
# The facts of your ISO/IEC 27001 certificate. Read what would be entered:
#   dualtrack adopt iso27001 THIS-FILE --controls controls.xlsx --dry-run
# The control list is a spreadsheet: of each control an id, a title, what is done, its Annex A controls.

[certificate]
body = ""                      # the certification body
accreditation = ""             # who accredited it
number = ""
issued = ""                    # 2025-03-01
valid_until = ""
# decided_on = ""              # the decision on certification, where it was earlier than the day of issue
scope = ""                     # the scope statement, as the certificate words it
audit_start = ""               # the days of the last audit that it rests on
audit_end = ""
# file = "certificate.pdf"     # the certificate itself, beside this file; it is kept with its hash

[open_period]                  # the span of records since that audit
start = ""                     # the day after its last day, or the days between are named
end = ""

[soa]                          # the Statement of Applicability that the certificate names
version = ""
date = ""
# sheet = "soa.xlsx"           # beside this file: a line for each of the 93, or [[soa_row]] below
# map = "soa-profile.toml"     # beside this file: which column is which, where the headers leave a doubt

# [[soa_row]]
# control = "A.5.1"
# included = true
# justification = ""           # why it is included
# implemented = true
# exclusion = ""               # why it is not included

# [[finding]]                  # once for each nonconformity of that audit
# requirement = "iso27001:9.2.1"
# grade = "minor"              # or major: the certification body's grade
# description = ""
# raised_on = ""               # else the last day of the audit
# correction = ""
# due = ""
# closed_on = ""
"""

TEMPLATES = {"soc2": SOC2, "iso27001": ISO27001}
