"""What may be entered about retention: a request to erase, a hold, why one is declined or lifted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.web.base.choices import Day
from dualtrack.domain.ledger.erasure import Ground, Target
from dualtrack.domain.ledger.hold import Covers

EVIDENCE = "evidence"
_TARGETS = (
    (EVIDENCE, _("the file of a piece of evidence, by its id")),
    (Target.FILE.value, _("a file, by its SHA-256")),
    (Target.ENTRY.value, _("what one entry says, by its position in the ledger")),
    (Target.PERSON.value, _("the name and address of a person who left, by their id")),
)
_GROUNDS = (
    (Ground.RETENTION_ENDED.value, _("its retention has ended")),
    (Ground.DATA_SUBJECT.value, _("a right of the person whom it is about")),
    (Ground.ORDER.value, _("an order of a court, an authority or a law")),
)
_COVERS = (
    (Covers.EVERYTHING.value, _("everything")),
    (Covers.OBJECT.value, _("one object")),
    (Covers.CONTROL.value, _("all about one control")),
    (Covers.PERIOD.value, _("all that speaks about some days")),
)
_STAYS = _("Name nobody here: this text stays in the ledger.")


class RequestForm(forms.Form):
    """What is to be erased, what asks for it, and a redacted file in its place."""

    prefix = "ask"
    target = forms.ChoiceField(label=_("What"), choices=_TARGETS)
    subject = forms.CharField(label=_("Which"), max_length=100)
    ground = forms.ChoiceField(label=_("What asks for it"), choices=_GROUNDS)
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=500,
        help_text=_("Such as GDPR Art. 17(1)(a), or the order and its court."),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea({"rows": 2}), help_text=_STAYS
    )
    redacted = forms.FileField(
        label=_("A redacted file in its place"),
        required=False,
        help_text=_("For evidence: it speaks about the same days and serves the same controls."),
        error_messages={"empty": _("The file is empty; nothing was stored.")},
    )


class HoldForm(forms.Form):
    """What nobody may erase, and why."""

    prefix = "hold"
    covers = forms.ChoiceField(label=_("What is held"), choices=_COVERS)
    subject = forms.CharField(
        label=_("Which object or control"),
        required=False,
        max_length=200,
        help_text=_("Such as evidence/ev_4k0c, or AC-02."),
    )
    first = Day(_("From"), required=False)
    last = Day(_("to"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=2000, help_text=_STAYS)


class BecauseForm(forms.Form):
    """Why something is declined or lifted."""

    prefix = "because"
    because = forms.CharField(label=_("Why"), required=False, max_length=2000)
