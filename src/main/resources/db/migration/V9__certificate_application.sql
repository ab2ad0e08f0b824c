-- What an application for a certificate's duplicate asks for (S3 IX, annex 5): the person may be on no roster.
create table certificate_application (
    case_number      varchar not null primary key references case_file (number),
    first_name       varchar not null,
    surname          varchar not null,
    birth_date       date    not null,
    name_then        varchar not null,
    certificate      varchar not null,
    school_year      integer not null,
    school_class     varchar not null,
    collection       varchar not null,
    delivery_address varchar,
    -- what the office found in its records: null before it looked
    records          varchar,
    records_note     varchar,
    -- of a school that was closed down: which one, and who keeps its records
    former_school    varchar,
    -- names then and now without case and diacritics: what the office searches in
    search_text      varchar not null
);
