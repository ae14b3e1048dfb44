"""What is asked and what is answered: campaign, regimes, indicators, bodies, values, the due list.

The front for a campaign file is `campaign_record.campaign_from`; for a directive,
`proposals.propose_campaign`. The ready indicators and the ready outline (.toml beside these modules, with
their sources) are data that a door reads.
"""
