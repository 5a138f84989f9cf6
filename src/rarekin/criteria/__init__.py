"""Which published criteria do these findings meet?"""
