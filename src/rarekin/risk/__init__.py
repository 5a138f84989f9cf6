"""What is each relative's exact chance?"""
