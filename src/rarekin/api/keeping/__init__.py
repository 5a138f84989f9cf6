"""What somebody does who keeps a site or takes the data away: sync, compare, report, export."""
