"""The words that stand around every document, in one place so that a language can replace them."""

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class FrameWords:
    """Cover, header and footer words of one language; `{}` is filled by the renderer."""

    example: str = "EXAMPLE: invented data"
    example_note: str = (
        "Every organisation, person, firm and number in this document is invented. "
        "It shows no real audit, examination or certificate."
    )
    conclusion: str = (
        "Statuses in this document say what management's records support. "
        "They are not an auditor's conclusion."
    )
    draft: str = "DRAFT"
    interim: str = "INTERIM"
    released: str = "Released"
    draft_note: str = "Not released: the text and the figures may still change."
    release_note: str = "Version {version}, released by {who} on {day}, ledger head {size}."
    prepared_by: str = "Prepared by"
    approved_by: str = "Approved and released by"
    approved_on: str = "Approved on"
    replaces: str = "Replaces version"
    change: str = "What changed and why"
    head: str = "Ledger head"
    head_value: str = "{size} entries, root {root}"
    content: str = "SHA-256 of the approved content"
    organisation: str = "Organisation"
    version: str = "Version"
    dated: str = "Date"
    status: str = "Status"
    classification: str = "Classification"
    page: str = "Page {} of {}"
    contents: str = "Contents"
    drawn_from: str = "Drawn from"
    record: str = "Record"
    blank: str = "To be completed by {}"
    continued: str = "[cut: a cell holds no more; whole in the PDF, Word, HTML and JSON of this document]"
    sheet: str = "Document"
    total: str = "Total"
    group: str = "Group"
    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )

    def long_date(self, day: date) -> str:
        """Write a day the way a cover does: 1 December 2026."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


ENGLISH = FrameWords()
