"""Addresses of signing in: allauth's views for signing in, out and changing a password; no sign-up."""

from allauth.account import views as account
from django.urls import path

from dualtrack.app.web.signin import views

urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", views.closed, name="account_set_password"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/signup/", views.closed, name="account_signup"),
    path("accounts/email/", views.closed, name="account_email_verification_sent"),
    path("setup/<str:token>/", views.setup, name="setup"),
]
