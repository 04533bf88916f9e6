"""Login and logout."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse

from trinvis.web.accounts.throttle import Throttle
from trinvis.web.site import the_site

TRY_AGAIN = "Der er prøvet for mange gange med dette navn. Vent {minutes} minutter, og prøv igen."


class LoginForm(AuthenticationForm):
    """Name and password; what is wrong is said without telling which."""

    error_messages: ClassVar = {
        "invalid_login": "Brugernavn eller adgangskode er forkert. Ret, og prøv igen.",
        "inactive": "Kontoen er lukket. Spørg den, der har oprettet den.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Brugernavn"
        self.fields["password"].label = "Adgangskode"
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-input"
            field.widget.attrs.pop("autofocus", None)


class Login(LoginView):
    """Lets a person in; after several wrong attempts with a name it waits."""

    template_name = "login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True
    throttle = Throttle()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the form, unless the name must wait."""
        name = request.POST.get("username", "")
        wait = self.throttle.wait_minutes(name, the_site().clock())
        if wait:
            form = self.get_form()
            form.full_clean()
            form.errors.clear()
            form.add_error(None, TRY_AGAIN.format(minutes=wait))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """In."""
        self.throttle.forget(form.get_user().get_username())
        return super().form_valid(form)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Count the attempt."""
        self.throttle.failed(self.request.POST.get("username", ""), the_site().clock())
        return super().form_invalid(form)


class Logout(LogoutView):
    """Out; by POST alone."""
