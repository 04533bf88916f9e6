"""*Barn*: What has this child, and what does it cost?"""
