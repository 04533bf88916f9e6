"""*Data*: What has arrived?"""
