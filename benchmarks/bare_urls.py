"""The addresses of `bare_site`: sign-in, and nothing else."""

from django.urls import include, path

urlpatterns = [path("accounts/", include("allauth.account.urls"))]
