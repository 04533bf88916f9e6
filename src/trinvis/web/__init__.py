"""The pages: a Django project over the hall."""
