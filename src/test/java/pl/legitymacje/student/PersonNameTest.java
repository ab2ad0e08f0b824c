package pl.legitymacje.student;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {

    @ParameterizedTest
    @CsvSource({
        // not this person
        "Jan, Kowalski, ''",
        "Jan, Kowalski, legitymacja 4a",
        "Jan, Kowalski, Kowalski",
        "Jan, Kowalski, Jan",
        "Jan, Kowalski, Jan Kowalczyk",
        "Jan, Kowalski, Janina Kowalska",
        "Jan, Kowalski, Jana Kowalska", // a girl called Jana
        "Jana, Kowalska, Jana Kowalskiego", // a boy called Jan
        "Jan, Kowalski, Jan Kowalskiego",
        "Jan, Kowalski, Jan Adam Kowalski", // perhaps, but he has no such name on record
        "Jan, Kowalski, Jan Nowak i Anna Kowalski",
        "Zofia, Kowalska, Zofii Kowalskiego",
        "Zofia, Kowal, Zofii Kowala", // a girl's surname of this kind is not declined
        "Anna, Nowak, Anna Nowak-Zięba",
        "Anna, Nowak, Anna Zięba-Nowak",
        "Anna, Nowak, Zięba-Nowak Anna",
        "Anna, Kowalska-Nowak, Anna Kowalska",
        "Anna, Kowalska-Nowak, Anna Nowak",
        "Anna, Kowalska-Nowak, Anna Nowak-Kowalska",
        "Ada, Ma, Adama",
    })
    void isNotIn(String first, String surname, String text) {
        assertThat(new PersonName(first, null, surname).isIn(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // case, diacritics, order, signs
        "Jan, Kowalski, JAN KOWALSKI",
        "Jan, Kowalski, Kowalski Jan",
        "Jan, Kowalski, 'Kowalski, Jan, kl. 4a'",
        "Jan, Kowalski, Re: Odp: legitymacja Jan Kowalski 4a",
        "Jan, Kowalski, kowalski-jan-4a.jpg",
        "Jan, Kowalski, legitymacja_jan_kowalski_4a.JPG",
        "Łucja, Żółć, lucja zolc",
        "Łucja, Żółć, LUCJA ŻÓŁĆ",
        "Lucja, Zolc, Łucja Żółć",
        "Anna, Kowalska-Nowak, Anna Kowalska Nowak",
        "Anna, Kowalska-Nowak, Kowalska - Nowak Anna",
        "Anna, Kowalska - Nowak, kowalska-nowak-anna-4a.jpg",
        "Anna, Kowalska Nowak, Anna Kowalska-Nowak",
        "Anna, Nowak, nowak-anna-4a.jpg",
        "Anna, Nowak, Anna Nowak-4a",
        "Anna Maria, Nowak, Anna Nowak",
        "Anna Maria, Nowak, Anna Maria Nowak",
        "Anna Maria, Nowak, Nowak Anna Maria",
        // declined: men
        "Jan, Kowalski, legitymacja Jana Kowalskiego",
        "Jan, Kowalski, Kowalskiego Jana",
        "Jan, Kowalski, Janowi Kowalskiemu",
        "Piotr, Wójcik, Piotra Wójcika",
        "Paweł, Kozieł, Pawła Kozła",
        "Paweł, Kozieł, Pawła Kozieła",
        "Michał, Kozioł, Michała Kozła",
        "Marek, Zięba, Marka Zięby",
        "Marek, Zięba, Markowi Ziębie",
        "Michał, Dąbrowski, Michala Dabrowskiego",
        "Maciej, Gołąb, Macieja Gołębia",
        "Kacper, Dudek, Kacpra Dudka",
        "Aleksander, Majcher, Aleksandra Majchra",
        "Oliwier, Szewc, Oliwiera Szewca",
        "Antoni, Batory, Antoniego Batorego",
        "Jerzy, Wesoły, Jerzego Wesołego",
        "Ignacy, Stępień, Ignacego Stępnia",
        "Kuba, Kwiecień, Kuby Kwietnia",
        "Mieszko, Kuroń, Mieszka Kuronia",
        "Hugo, Kocioł, Hugona Kotła",
        "Bruno, Moniuszko, Brunona Moniuszki",
        "Jan, Fredro, Jana Fredry",
        "Tomasz, Marzec, Tomasza Marca",
        "Adam, Gwóźdź, Adama Gwoździa",
        "Jakub, Sapieha, Jakubowi Sapieże",
        "Leon, Kupiec, Leona Kupca",
        "Nikita, Szewczenko, Nikity Szewczenki",
        "Feliks, Linde, Feliksa Lindego",
        // declined: women
        "Zofia, Kowalska, Zofii Kowalskiej",
        "Zofia, Kowalska, Zofię Kowalską",
        "Maja, Wójcik, Mai Wójcik",
        "Maja, Zięba, Mai Zięby",
        "Alicja, Kozieł, Alicji Kozieł",
        "Kasia, Mucha, Kasi Musze",
        "Weronika, Wrona, Weronice Wronie",
        "Weronika, Wrona, Weroniki Wrony",
        "Kinga, Wesoła, Kindze Wesołej",
        "Marta, Sroka, Marcie Sroce",
        "Magda, Góra, Magdzie Górze",
        "Barbara, Nowak, Barbarze Nowak",
        "Lea, Nowak, Lei Nowak",
        "Noemi, Kowalska, Noemi Kowalskiej",
        "Nicole, Kowalska, dla Nicole Kowalskiej",
        "Pola, Chała, Poli Chale",
        "Anna, Kowalska-Nowak, Anny Kowalskiej-Nowak",
        "Ewa, Dąbrowska, Ewie Dabrowskiej",
    })
    void isIn(String first, String surname, String text) {
        assertThat(new PersonName(first, null, surname).isIn(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Jan Adam Kowalski",
        "Kowalski Jan Adam",
        "Jana Adama Kowalskiego",
        "Jan Kowalski",
        "kowalski-jan-adam-4a.jpg",
    })
    void aSecondNameMayStandThere(String text) {
        assertThat(new PersonName("Jan", "Adam", "Kowalski").isIn(text)).isTrue();
    }

    @Test
    void aSecondNameAloneIsNotEnough() {
        assertThat(new PersonName("Jan", "Adam", "Kowalski").isIn("Adam Kowalski"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Żółć, zolc",
        "ŁÓDŹ, lodz",
        "'  Kowalska –  Nowak ', kowalska nowak",
        "O’Connor, o connor",
        "Müller-Weiß, muller weiss",
        "zażółć gęślą jaźń, zazolc gesla jazn",
        "%_, ''",
    })
    void folds(String text, String folded) {
        assertThat(PersonName.folded(text)).isEqualTo(folded);
    }

    @Test
    void decomposedLettersAreTheSame() {
        assertThat(new PersonName("Róża", null, "Mróz").isIn("Ro\u0301z\u0307a Mro\u0301z"))
                .isTrue();
    }

    @Test
    void isNotShownByAccident() {
        assertThat(new PersonName("Jan", null, "Kowalski").toString()).doesNotContain("Jan", "Kowalski");
    }
}
