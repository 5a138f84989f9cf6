"""MAxO annotations: what is done about a disease or finding, and how a finding is found out."""
