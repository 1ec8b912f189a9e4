"""What may be entered beside the statement: why a category is examined, and a certificate."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.web.base.choices import Day
from dualtrack.domain.frameworks.catalogue import Category

OTHER_CATEGORIES = [
    (Category.AVAILABILITY.value, _("availability")),
    (Category.CONFIDENTIALITY.value, _("confidentiality")),
    (Category.PROCESSING_INTEGRITY.value, _("processing integrity")),
    (Category.PRIVACY.value, _("privacy")),
]


class CategoryForm(forms.Form):
    """Why a category is examined or not."""

    reason = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea({"rows": 2}))


class CategoriesForm(forms.Form):
    """Which categories SOC 2 examines beside security, and why; first shown, then recorded."""

    prefix = "choice"
    categories = forms.MultipleChoiceField(
        label=_("Examined beside security"),
        choices=OTHER_CATEGORIES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Security, the common criteria, is always examined."),
    )
    reason = forms.CharField(label=_("Why they change"), max_length=1000, widget=forms.Textarea({"rows": 2}))


class CertificateForm(forms.Form):
    """A certificate as it stands on its paper."""

    prefix = "certificate"
    body = forms.CharField(label=_("Certification body"), max_length=200)
    number = forms.CharField(label=_("Number"), max_length=100)
    issued_on = Day(_("Issued on"))
    valid_until = Day(_("Valid until"))
    statement = forms.ChoiceField(label=_("Statement of Applicability on it"))
    scope = forms.ChoiceField(label=_("Scope on it"))

    def __init__(
        self, data: Any = None, *, statements: Iterable[str], scopes: Iterable[str], **kwargs: Any
    ) -> None:
        """Offer the released statements and the approved scopes."""
        super().__init__(data, **kwargs)
        for name, ids in (("statement", statements), ("scope", scopes)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [(one, one) for one in ids]
