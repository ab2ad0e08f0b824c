-- Mails about a student and no case: validity to be confirmed, a card that lapsed, the offer of another mobile card.
alter table outgoing_mail add column student_id bigint references student (id);
-- How the guardian was told by other means, where no case's trail says so.
alter table outgoing_mail add column told varchar;
create index outgoing_mail_student on outgoing_mail (student_id);
