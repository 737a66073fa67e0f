"""Names for the frames: countries with demonym, capital and region of names; persons and towns by region; bodies.

Half of the countries are invented, so that no name gives the answer away. Persons are invented throughout.
"""


def countries(text):
    return [tuple(line.split("|")) for line in text.strip().splitlines()]


REAL = countries("""
France|French|Paris|W
Germany|German|Berlin|W
Italy|Italian|Rome|W
Spain|Spanish|Madrid|LA
Portugal|Portuguese|Lisbon|LA
Belgium|Belgian|Brussels|W
Sweden|Swedish|Stockholm|N
Norway|Norwegian|Oslo|N
Denmark|Danish|Copenhagen|N
Finland|Finnish|Helsinki|N
Ireland|Irish|Dublin|W
Britain|British|London|W
Canada|Canadian|Ottawa|W
Australia|Australian|Canberra|W
Poland|Polish|Warsaw|SL
Ukraine|Ukrainian|Kyiv|SL
Russia|Russian|Moscow|SL
Serbia|Serbian|Belgrade|SL
Croatia|Croatian|Zagreb|SL
Bulgaria|Bulgarian|Sofia|SL
Hungary|Hungarian|Budapest|SL
Moldova|Moldovan|Chisinau|SL
Georgia|Georgian|Tbilisi|SL
Greece|Greek|Athens|SL
Mexico|Mexican|Mexico City|LA
Brazil|Brazilian|Brasilia|LA
Argentina|Argentine|Buenos Aires|LA
Chile|Chilean|Santiago|LA
Peru|Peruvian|Lima|LA
Colombia|Colombian|Bogota|LA
Venezuela|Venezuelan|Caracas|LA
Ecuador|Ecuadorean|Quito|LA
Bolivia|Bolivian|La Paz|LA
Guatemala|Guatemalan|Guatemala City|LA
Cuba|Cuban|Havana|LA
Nicaragua|Nicaraguan|Managua|LA
Egypt|Egyptian|Cairo|AR
Syria|Syrian|Damascus|AR
Iraq|Iraqi|Baghdad|AR
Iran|Iranian|Tehran|AR
Jordan|Jordanian|Amman|AR
Lebanon|Lebanese|Beirut|AR
Libya|Libyan|Tripoli|AR
Tunisia|Tunisian|Tunis|AR
Algeria|Algerian|Algiers|AR
Morocco|Moroccan|Rabat|AR
Yemen|Yemeni|Sanaa|AR
Turkey|Turkish|Ankara|AR
Qatar|Qatari|Doha|AR
Sudan|Sudanese|Khartoum|AR
Nigeria|Nigerian|Abuja|AF
Ghana|Ghanaian|Accra|AF
Kenya|Kenyan|Nairobi|AF
Uganda|Ugandan|Kampala|AF
Rwanda|Rwandan|Kigali|AF
Ethiopia|Ethiopian|Addis Ababa|AF
Mali|Malian|Bamako|AF
Senegal|Senegalese|Dakar|AF
Zimbabwe|Zimbabwean|Harare|AF
Zambia|Zambian|Lusaka|AF
Mozambique|Mozambican|Maputo|AF
Chad|Chadian|N'Djamena|AF
India|Indian|New Delhi|SA
Pakistan|Pakistani|Islamabad|SA
Bangladesh|Bangladeshi|Dhaka|SA
Nepal|Nepalese|Kathmandu|SA
Sri Lanka|Sri Lankan|Colombo|SA
Afghanistan|Afghan|Kabul|SA
China|Chinese|Beijing|EA
Japan|Japanese|Tokyo|EA
South Korea|South Korean|Seoul|EA
North Korea|North Korean|Pyongyang|EA
Taiwan|Taiwanese|Taipei|EA
Vietnam|Vietnamese|Hanoi|EA
Thailand|Thai|Bangkok|EA
Indonesia|Indonesian|Jakarta|EA
Malaysia|Malaysian|Kuala Lumpur|EA
Myanmar|Burmese|Naypyidaw|EA
Cambodia|Cambodian|Phnom Penh|EA
Kazakhstan|Kazakh|Astana|SL
""")
INVENTED = countries("""
Velmora|Velmoran|Castra|I
Ostrava Land|Ostravan|Grenholt|I
Karvia|Karvian|Lundis|I
Tamberland|Tamberlander|Port Tamber|I
Sorrenia|Sorrenian|Valdeci|I
Qasiria|Qasiri|Dhamra|I
Mbelia|Mbelian|Nkoto|I
Zundari|Zundari|Olwane|I
Perestan|Perestani|Charabad|I
Lothmark|Lothmarker|Eidshavn|I
Guarena|Guarenan|San Telmo|I
Costa Brava del Sur|Surian|Puerto Alto|I
Yunmai|Yunmai|Lao Tien|I
Hanjin|Hanjinese|Seogwa|I
Drenovia|Drenovian|Brezgrad|I
Ruskova|Ruskovan|Novodar|I
Almeria Norte|Almerian|Las Palmas Viejas|I
Kestria|Kestrian|Ardun|I
Ombara|Ombaran|Sekondo|I
Tirana Vale|Valean|Korabe|I
Bhurlan|Bhurlani|Thimra|I
Isfarán|Isfari|Mehrabad|I
Nordhavn|Nordhavner|Skagby|I
Malavia|Malavian|Chilonga|I
Estermark|Estermarker|Wolden|I
Talvakia|Talvak|Brnik|I
Uzmenistan|Uzmen|Kokshar|I
Arundia|Arundian|Helmsby|I
Palau Verde|Verdean|Porto Claro|I
Marrakand|Marrakandi|Al Sabra|I
Dravonia|Dravonian|Kelmet|I
Lesandria|Lesandrian|Thyra|I
Ogwema|Ogweman|Badoro|I
Jalapur|Jalapuri|Rangarh|I
Cordovia|Cordovian|Montesa|I
Hesperia|Hesperian|Port Elian|I
Varkesh|Varkeshi|Tol Madar|I
Samburia|Samburian|Eldama|I
Ilmaria|Ilmarian|Turvo|I
Brannoch|Brannish|Dunkeir|I
""")
PERSONS = {
    "W": (
        "Claire Thomas Julia Martin Helen Simon Anna Paul Louise Peter Fiona Mark".split(),
        "Dubois Keller Hartley Moretti Lambert Brandt Rossi Whitcombe Fournier Lindqvist Maes Gallagher Becker Sinclair Aldridge".split(),
    ),
    "N": (
        "Ingrid Lars Sanna Erik Mette Jonas Kirsten Olav Pia Henrik".split(),
        "Nygaard Lindholm Virtanen Solberg Ostergaard Hakala Dahl Bergstrom Nyqvist Aalto".split(),
    ),
    "SL": (
        "Olga Dmitri Milan Ivana Pavel Katarzyna Bogdan Nikola Irina Viktor Zoran Elena".split(),
        "Petrenko Kovalski Markovic Sidorov Nowak Ionescu Horvat Dimitrov Bondarenko Vasiliev Jovanovic Baranov Tkachuk Zielinska".split(),
    ),
    "LA": (
        "Maria Jorge Lucia Carlos Ana Ricardo Elena Rafael Beatriz Hector Rosa Esteban".split(),
        "Villalobos Quispe Ferreira Morales Cardenas Tavares Ibarra Montoya Salazar Rocha Arce Benitez Zamora Duarte".split(),
    ),
    "AR": (
        "Ahmad Leila Hassan Samira Khalid Yusuf Nadia Omar Reza Farid Mariam Tariq".split(),
        "al-Hariri Karimi Mansour Yilmaz Haddad Rahmani al-Sabah Benali Khoury Saleh Demir al-Obeidi Naceri Jaber".split(),
    ),
    "AF": (
        "Grace Joseph Amina Samuel Fatou Daniel Ngozi Moses Mariama Tendai Abebe Kofi".split(),
        "Mwangi Okafor Diallo Mensah Banda Tesfaye Mugisha Ndlovu Traore Odinga Chikwanda Keita Adeyemi Nkurunziza".split(),
    ),
    "SA": (
        "Anil Sunita Imran Farah Rajesh Nasreen Arjun Shireen Kamal Priya Zahid Bimal".split(),
        "Chaudhry Sharma Rahman Gurung Qureshi Perera Siddiqui Iyer Bhattarai Durrani Malik Wickrama Bose Achakzai".split(),
    ),
    "EA": (
        "Li Kenji Minh Ji-woo Siti Aung Chen Haruka Somchai Mei Sokha Budi".split(),
        "Wei Tanaka Nguyen Park Wijaya Htun Zhang Sato Srisai Lim Chea Kim Hartono Huang".split(),
    ),
    "I": (
        "Arden Melisa Torvin Ishka Baldo Nerys Kamo Ilse Ravik Dessa Omar Yelna Tomas Hadi Sunniva".split(),
        "Vostrel Ankari Dunmore Szelk Obrana Tarkeen Malvoy Ekundo Brasovic Lindarr Quellan Harrowin Mbaso Zoltaire Pendrake Ruiz-Calan Dorvath".split(),
    ),
}
TOWNS = {
    "W": "Lyon Bremen Turin Leeds Ghent Winnipeg Toulouse Cork Perth Cardiff Dresden Bari Halifax Geelong".split(),
    "N": "Tromso Malmo Aarhus Turku Bergen Uppsala Odense Oulu Kiruna Narvik".split(),
    "SL": "Kharkiv|Novi Sad|Gdansk|Rostov|Split|Plovdiv|Lviv|Kazan|Szeged|Batumi|Tiraspol|Nis|Kherson|Larissa".split("|"),
    "LA": (
        "Culiacan|Recife|Rosario|Valparaiso|Arequipa|Cali|Maracaibo|Guayaquil|Cochabamba|Quetzaltenango|Porto|Seville|Tijuana|Masaya"
    ).split("|"),
    "AR": "Aleppo|Mosul|Basra|Isfahan|Zarqa|Tyre|Misrata|Sfax|Oran|Fez|Taiz|Diyarbakir|Nyala|Port Said".split("|"),
    "AF": "Kano|Kumasi|Mombasa|Gulu|Goma|Mekelle|Gao|Thies|Bulawayo|Kitwe|Beira|Maiduguri|Mopti|Kisumu".split("|"),
    "SA": "Srinagar|Peshawar|Chittagong|Pokhara|Jaffna|Kandahar|Imphal|Quetta|Herat|Sylhet|Lucknow|Kunduz".split("|"),
    "EA": "Chengdu|Osaka|Busan|Da Nang|Chiang Mai|Surabaya|Penang|Mandalay|Kaohsiung|Battambang|Davao|Aceh".split("|"),
    "I": (
        "Harnas|Tel Omar|Vaskogrod|Brindle|Masevo|Quellin|Old Narrow|Sankara|Pirovets|Dal Nour|Estrela|Koumbi|Rastova|Miravel|Nor Tashk|Wexmoor|Bandur|Okuta|Lake Sela|Tarn Gorge"
    ).split("|"),
}
REBELS = [
    "the People's Liberation Front", "the National Resistance Army", "the Free Highlands Movement", "the Black Falcons", "the Army of the Righteous",
    "the United Front for Change", "the Red Spear guerrillas", "the Islamic Brigades of the North", "the Movement for the Delta", "the Eastern Defence Council",
    "the Sons of the River", "the Democratic Forces of the Plateau", "Boko Haram", "al-Shabaab", "the Taliban", "the ELN", "the Houthis", "Hezbollah", "the M23 rebels", "the Karen National Union",
]
PARTIES = [
    "the Liberal Alliance", "the Workers' Party", "the National Unity Party", "the Christian Democrats", "the Greens", "the Civic Platform", "the People's Democratic Party",
    "the Justice and Renewal Party", "the Farmers' League", "the Social Democrats", "the Homeland Party", "the Movement for Dignity", "the Centre Party", "the Radical Left Bloc",
]
NGOS = [
    "Amnesty International", "Human Rights Watch", "the Red Cross", "Médecins Sans Frontières", "Oxfam", "Open Courts Watch", "the Lantern Foundation", "Greenpeace",
    "Bread Without Borders", "the Norwegian Refugee Council", "Clean Rivers", "the Helsinki Committee", "Save the Children", "Hands for Harvest", "Witness Network",
]
COMPANIES = [
    "Nordbank", "Telvex", "Gazmira", "Sun Harbour Shipping", "Orbis Mining", "Hartwell Foods", "Delta Petroleum", "Volkswagen", "Huawei", "Shell", "Amazon", "Quintara Motors",
    "Blue Crane Airlines", "Kestrel Energy", "Pacific Steel", "Lumen Pharma", "Maersk", "Tamsin Textiles",
]
UNIONS = [
    "the dockworkers' union", "the teachers' union", "the Confederation of Free Trade Unions", "the miners' union", "the nurses' association", "the railway workers' federation",
    "the Transport and General Workers", "the bakers' union", "the civil servants' union", "the metalworkers' union", "the truckers' association",
]
IGOS = [
    "the United Nations", "the European Union", "the African Union", "NATO", "the Arab League", "the Organization of American States", "the World Bank", "the IMF", "ASEAN", "ECOWAS",
    "the UN Security Council", "the OSCE", "the World Health Organization", "the Council of Isles", "the Southern Compact", "the Union of Lake States", "the Gulf Cooperation Council", "the European Commission",
]
PAPERS = [
    "the daily El Faro", "the Morning Courier", "the weekly Slovo", "Radio Horizonte", "the newspaper Al Bayan", "the Harbour Gazette", "Channel Seven", "Le Matin", "the Dawn Post", "Freedom Radio", "the news site Prizma",
]
