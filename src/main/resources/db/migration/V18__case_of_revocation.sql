-- Which mobile card a revocation is about: looked at after the case is closed, too.
alter table case_file add column mobile_card_id bigint references mobile_card (id);
create index case_file_mobile_card on case_file (mobile_card_id);

-- Until now it was the latest one that was in the government system when the case began.
update case_file
set mobile_card_id = (select max(m.id) from mobile_card m
                      where m.student_id = case_file.student_id
                        and m.registered_on is not null
                        and m.applied_at <= case_file.registered_at)
where procedure_key = 'MOBILE_CARD_REVOCATION';
