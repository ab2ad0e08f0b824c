-- The day on which a mobile card's last code reached the guardian or the student; null while it lies in the office.
alter table mobile_card add column code_handed_on date;

-- Whether a slip whose code still holds was fetched, only the case's history tells.
update mobile_card
set code_handed_on = cast(code_given_at as date)
where code_given_at is not null
  and (state <> 'CODE_GIVEN' or code_channel in ('ZPE', 'MAIL'));
