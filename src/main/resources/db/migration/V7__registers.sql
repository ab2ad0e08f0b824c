-- The card register learns exchange, duplicate, invalidation and return (S3 III, IV); certificates get a register (S3 IX).

alter table student_card add column kind varchar default 'FIRST' not null;
-- the number of the card that this one replaces
alter table student_card add column replaces varchar references student_card (number);
-- a paper card, or one entered from before this register: no series, no case
alter table student_card add column paper boolean default false not null;
alter table student_card alter column serial drop not null;
alter table student_card alter column case_number drop not null;
-- when and why its validity was ended before its time: exchanged, replaced by a duplicate, invalidated
alter table student_card add column ended_on date;
alter table student_card add column end_reason varchar;
-- the card itself came back, whatever its state: when, from whom, to which user of the office
alter table student_card add column returned_on date;
alter table student_card add column returned_by varchar;
alter table student_card add column returned_to varchar;
alter table student_card add column return_note varchar;
create index student_card_replaces on student_card (replaces);

create table certificate_duplicate (
    number         varchar                  not null primary key,
    serial         bigint                   not null,
    case_number    varchar                  not null,
    name_then      varchar                  not null,
    name_now       varchar                  not null,
    certificate    varchar                  not null,
    school_year    integer                  not null,
    school_class   varchar                  not null,
    state          varchar                  not null,
    assigned_at    timestamp with time zone not null,
    prepared_on    date,
    -- surnames on the original; null with prepared_on set: the signatures could not be read
    signed_by      varchar,
    approved_on    date,
    approved_by    varchar,
    handed_over_on date,
    handed_over_to varchar,
    handed_over_as varchar,
    handed_over_by varchar,
    authorisation  varchar,
    letter_number  varchar,
    sent_on        date,
    sent_by        varchar,
    received_on    date,
    annulled_on    date,
    note           varchar,
    -- number and names without case and diacritics: what the office searches in
    search_text    varchar                  not null,
    -- the case while this entry stands, else null: a case has one duplicate
    live_case      varchar unique
);
create index certificate_duplicate_case on certificate_duplicate (case_number);
create index certificate_duplicate_serial on certificate_duplicate (assigned_at, serial);
