"""Urgent Actions as they were printed, in four layouts; every person, office, address and event is invented."""

NINETIES = """\
EXTERNAL (for general distribution)                    AI Index: AMR 34/12/97
                                                       Distr: UA/SC

UA 12/97            Fear of torture / legal concern            14 January 1997

GUATEMALA           Ramiro Ixtul Pop (m), aged 34, teacher and trade unionist
                    Elvira Caal Tzi (f), 29, nurse
                    and three others

Ramiro Ixtul Pop, Elvira Caal Tzi and three other members of a teachers' union
were detained on 10 January 1997 in the town of San Marcelo.

BACKGROUND INFORMATION
Members of the union have been threatened since they went on strike.

RECOMMENDED ACTION: Please send telegrams/telexes/faxes/express/airmail
letters in Spanish, English or your own language:
- expressing concern for the safety of Ramiro Ixtul Pop, Elvira Caal Tzi and
three others;
- urging that they are given immediate access to their lawyers and families;
- asking for an independent investigation.

APPEALS TO:

1) Minister of the Interior
Lic. Ernesto Valdizan
Ministerio de Gobernacion
Palacio Menor, Ciudad de Guatemala, Guatemala
Telegrams: Ministro Gobernacion, Guatemala
Faxes: + 502 2 555 0101
Salutation: Dear Minister / Senor Ministro

2) Attorney General
Licda. Maria Solares
Fiscalia Central, 8a Avenida 99-01
Ciudad de Guatemala, Guatemala
Faxes: + 502 2 555 0102
Salutation: Dear Attorney General / Senora Fiscal

COPIES TO:
Teachers' union
Sindicato Imaginario de Maestros
Apartado 9999, Ciudad de Guatemala

and to diplomatic representatives of Guatemala accredited to your country.

PLEASE SEND APPEALS IMMEDIATELY. Check with the International Secretariat, or
your section office, if sending appeals after 25 February 1997.
"""

FOLLOWUP_1998 = """\
PUBLIC                                                 AI Index: AMR 34/22/97
                                                       20 March 1997

Further information on UA 12/97 (AMR 34/12/97, 14 January 1997) and follow-up
(AMR 34/15/97, 7 February) - Fear of torture / new concern: Fear for safety

GUATEMALA190 Indigenous families from the community of Chicaman Viejo

The families left their homes on 18 March.

FURTHER RECOMMENDED ACTION: Please write in Spanish or your own language:
- calling for their protection.

APPEALS TO:
President of the Republic
Palacio Nacional, Guatemala
Fax: 502 2 555 0100
Salutation: Dear President

PLEASE SEND APPEALS IMMEDIATELY. Check with the Colorado office between 9:00 am and
6:00 pm, weekdays only, if sending appeals after May 1, 1997.
"""

MAIL_2001 = """\
> 24 August 2001
>
> UA 205/01 Death threats/Fear for safety
>
> COLOMBIA Nestor Ibarra Quin (m), 54, lawyer
> Members of the trade union Sintrafantasia
>
> Nestor Ibarra Quin received a third written threat on 20 August.
>
> RECOMMENDED ACTION: Please send appeals to arrive as quickly as possible:
> - expressing concern for the safety of Nestor Ibarra Quin;
> - urging the authorities to protect him.
>
> APPEALS TO:
> President of the Republic
> Senor Presidente Augusto Rendon
> Palacio de Narino, Bogota, Colombia
> Fax: 011 57 1 555 0199
> Email: presidente@example.gov.co
> Salutation: Dear President Rendon
>
> COPIES TO:
> Embassy of Colombia
> 2118 Nowhere Place NW, Washington DC 20008
>
> PLEASE SEND APPEALS IMMEDIATELY. Check with the AIUSA Urgent Action
> office if sending appeals after October
> 5, 2001.
"""

TENS = """\
UA: 27/12 Index: MDE 24/012/2012 Syria                                Date: 30 January 2012

URGENT ACTION
DOCTOR HELD INCOMMUNICADO IN SYRIA
Dr Samir Qasimi was arrested by Military Intelligence on 20 January. He is held
incommunicado and is at risk of torture.
Samir Qasimi, 43, works at a hospital in Homs.

Please write immediately in Arabic, English or your own language:
■ Expressing concern that Samir Qasimi is held incommunicado;
■ Urging the authorities to ensure that he is protected from torture and given
any medical care he may need.

PLEASE SEND APPEALS BEFORE 12 MARCH 2012 TO:
President
Fadi Harun
Presidential Palace
Al-Wahmi Street, Damascus, Syria
Fax: +963 11 555 0123
Salutation: Your Excellency

Minister of the Interior
Major General Nabil Rahhal
Ministry of Interior, Damascus, Syria
Fax: +963 11 555 0124
Email: minister@example.sy
Salutation: Your Excellency

Also send copies to diplomatic representatives accredited to your country. Please insert local addresses below:
Name Address 1 Address 2 Fax Fax number Email Email address Salutation Salutation
Please check with your section office if sending appeals after the above date.

URGENT ACTION
DOCTOR HELD INCOMMUNICADO IN SYRIA

ADDITIONAL INFORMATION
Several doctors have been detained for treating wounded protesters.

Name: Samir Qasimi
Gender m/f: m

UA: 27/12 Index: MDE 24/012/2012 Issue Date: 30 January 2012
"""

TWENTIES = """\
Second UA: 12/24 Index: AMR 41/7654/2024 Mexico Date: 5 February 2024

URGENT ACTION

COMMUNITY LEADER STILL MISSING
Xochitl Marroquin, an Indigenous community leader, was last seen on 2 January. Her
whereabouts remain unknown.

TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USE THIS MODEL LETTER

State Attorney General
Hector Luna Vega
Avenida Inventada 100
58000 Morelia, Mexico
Email: fiscal@example.mx
X: @FiscalInventado

Dear Attorney General,

I am deeply concerned about Xochitl Marroquin. I urge you to search for her without
delay. I also call on you to protect her family.

Yours sincerely,

ADDITIONAL INFORMATION
Xochitl Marroquin has defended the forests of her community since 2015.

PREFERRED LANGUAGE TO ADDRESS TARGET: Spanish or English
You can also write in your own language.

PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 1 April 2024
Please check with the Amnesty office in your country if you wish to send appeals after the deadline.

NAME AND PREFERRED PRONOUN: Xochitl Marroquin (she/her)

LINK TO PREVIOUS UA: https://www.example.org/en/documents/amr41/7600/2024/en/
"""

MEMBERS_ONLY = """\
INTERNAL (for AI members only)                         AI Index: EUR 44/30/95
                                                       Distr: UA/SC
EXTRA 67/95    Fear of torture    23 November 1995
TURKEY    Nazli Incedere (f), health workers' trade unionist

APPEALS TO:
The Governor
Izmir, Turkey
Salutation: Dear Governor

This bulletin expires 15 December 1995.
"""

TEMPLATE_2017 = """\
URGENT ACTION TITLE
STUDENT LEADER FACES UNFAIR TRIAL
PUBLICATION DATE
6 July 2017
URGENT ACTION TYPE AND NUMBER
THIRD UA 60/16
INDEX NUMBER
AFR 59/6674/2017
SUMMARY
Ugandan student leader Grace Nandutu is to be tried on 20 July.
LETTER
Dear Minister,
I urge you to drop all charges against Grace Nandutu.
TARGET'S CONTACT DETAILS & "COPIES TO"
Minister of Justice
Peter Okwalinga
P.O. Box 99999, Kampala, Uganda
Email: justice@example.ug
Salutation: Dear Minister
PREFERRED LANGUAGE
English or your own language
APPEAL DEADLINE NOTICE
Please send appeals before 17 August 2017.
ALSO SEND COPIES TO DIPLOMATIC REPRESENTATIVES
accredited to your country.
LINK TO PREVIOUS UA
www.example.org/afr59/1234/2016
BACKGROUND
Grace Nandutu has led the students' guild since 2015.
"""

ALL = (NINETIES, FOLLOWUP_1998, MAIL_2001, TENS, TWENTIES, MEMBERS_ONLY, TEMPLATE_2017)

SPANISH = """\
PÚBLICO                                                Índice AI: MDE 13/15/02
                                                       Distr: AU/SC
Información complementaria sobre AU 12/02 (MDE 13/10/02, 14 de enero de 2002) - Tortura / Pena de muerte

IRÁN      Parviz Inventado (h), de 34 años, periodista

Parviz Inventado sigue detenido.

INFORMACIÓN GENERAL
Otros periodistas han sido detenidos.

ACCIONES RECOMENDADAS: Envíen telegramas, fax o cartas en persa, inglés o en su propio idioma:
- instando a que se le proteja de la tortura;
- pidiendo su liberación.

LLAMAMIENTOS A:
Jefe de la Magistratura
Ministerio Imaginario, Teherán, Irán
Fax: +98 21 555 0101
Tratamiento: Excelencia

COPIAS A: los representantes diplomáticos de Irán acreditados en su país.

ENVÍEN SUS LLAMAMIENTOS INMEDIATAMENTE. Consulten si van a enviarlos después del 5 de marzo de 2002.
"""
