"""Which HPO terms do these words mean?"""
