"""Local accounts: login with throttling. Single sign-on comes later, beside this."""
