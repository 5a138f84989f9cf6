"""How somebody hears of something: notices, digests, watches, and mails that say nothing."""
