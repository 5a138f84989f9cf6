"""Which diseases explain these findings?"""
