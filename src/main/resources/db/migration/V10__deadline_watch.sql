-- What the watch over the deadlines has done, and for which deadline: a moved one is watched anew.
alter table case_file add column reminded_for date;
alter table case_file add column reminded_days integer;
alter table case_file add column escalated_for date;
-- The day that a delay notice promised (KPA art. 36): no later reckoning goes before it.
alter table case_file add column promised_on date;

-- The daily digest to the office belongs to no case.
alter table outgoing_mail alter column case_number drop not null;
