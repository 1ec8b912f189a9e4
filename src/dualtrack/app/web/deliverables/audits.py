"""The next audit as the page shows it, and the form by which one is opened."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dualtrack.app.programme.engagement_words import kind_title
from dualtrack.app.programme.engaging import due_of
from dualtrack.app.web.base.choices import Day
from dualtrack.app.web.base.viewing import asked, may_now, until_of
from dualtrack.domain.audits.cycle import NextAudit
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.ledger.person import Viewer


class OpenForm(forms.Form):
    """An audit that is to be opened, with the days that it looks at."""

    prefix = "open"
    kind = forms.ChoiceField(label=_("Kind"))
    firm = forms.CharField(label=_("CPA firm or certification body"), max_length=200, required=False)
    first = Day(_("First day that it looks at"))
    last = Day(_("Last day that it looks at"))

    def __init__(self, data: Any = None, *, frameworks: Collection[str], **kwargs: Any) -> None:
        """Offer the kinds of audits of these frameworks."""
        super().__init__(data, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(k.value, kind_title(k)) for k in EngagementKind if k.framework in frameworks]


def offered(request: HttpRequest, viewer: Viewer, held: Sequence[Engagement]) -> dict[str, Any]:
    """What the page shows of the next audit, and the form for those who may open one."""
    if not viewer.sees_all:
        return {}
    when = asked(request).when
    due = due_of(when.as_of, until_of(request), held)
    shown: dict[str, Any] = {"due": due, "late": due is not None and due.late(when.as_of)}
    shown["due_title"] = "" if due is None else kind_title(due.kind)
    if may_now(request, viewer, "engagements.open"):
        shown["opening"] = open_form({e.kind.framework for e in held}, due)
    return shown


def open_form(frameworks: Collection[str], due: NextAudit | None, data: Any = None) -> OpenForm:
    """A fresh form proposes what the certificate asks for, over in time."""
    known = None if due is None else {"kind": due.kind.value, "last": due.due_by - timedelta(days=1)}
    return OpenForm(data, frameworks=frameworks, initial=known)
