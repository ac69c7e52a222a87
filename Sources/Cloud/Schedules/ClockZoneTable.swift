/// The time zones of the world and their present rules, in one table that can be read and changed.
///
/// In: nothing. Out: for each zone the minutes of its standard time from UTC, and the rule of its summer time. The table
/// holds the rules that stand for the years from 2026 on, and takes them for all years. It is not read from the machine,
/// whose own table differs from one machine to another: the same commands give the same bytes everywhere. Zones whose
/// summer time follows a rule of their own (Africa/Cairo, Africa/Casablanca, Asia/Jerusalem and a few more) are not in it.
/// Source: IANA Time Zone Database 2025b, `zone.tab` and the rules EU, US, AN, NZ and Chile.

enum ClockZoneTable {
  /// By name, as Europe/Berlin.
  static let zones: [String: ClockZone] = {
    var zones: [String: ClockZone] = [:]
    var (minutes, saving): (Int, ClockZone.Saving?) = (0, nil)
    for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
      if let number = Int(word) {
        minutes = number
      } else if word.contains("/") {
        zones[word] = ClockZone(minutesFromUTC: minutes, saving: saving)
      } else {
        saving = ClockZone.Saving(rawValue: word)
      }
    }
    return zones
  }()

  /// Minutes from UTC, the rule, and the zones that have both.
  private static let text = """
    -660 none Pacific/Midway Pacific/Niue Pacific/Pago_Pago
    -600 none Pacific/Honolulu Pacific/Rarotonga Pacific/Tahiti
    -600 northAmerica America/Adak
    -570 none Pacific/Marquesas
    -540 none Pacific/Gambier
    -540 northAmerica America/Anchorage America/Juneau America/Metlakatla America/Nome America/Sitka America/Yakutat
    -480 none Pacific/Pitcairn
    -480 northAmerica America/Los_Angeles America/Tijuana America/Vancouver
    -420 none America/Creston America/Dawson America/Dawson_Creek America/Fort_Nelson America/Hermosillo
      America/Mazatlan America/Phoenix America/Whitehorse
    -420 northAmerica America/Boise America/Cambridge_Bay America/Ciudad_Juarez America/Denver America/Edmonton
      America/Inuvik
    -360 none America/Bahia_Banderas America/Belize America/Chihuahua America/Costa_Rica America/El_Salvador
      America/Guatemala America/Managua America/Merida America/Mexico_City America/Monterrey America/Regina
      America/Swift_Current America/Tegucigalpa Pacific/Galapagos
    -360 chile Pacific/Easter
    -360 northAmerica America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Matamoros America/Menominee
      America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga
      America/Rankin_Inlet America/Resolute America/Winnipeg
    -300 none America/Atikokan America/Bogota America/Cancun America/Cayman America/Eirunepe America/Guayaquil
      America/Jamaica America/Lima America/Panama America/Rio_Branco
    -300 northAmerica America/Detroit America/Grand_Turk America/Indiana/Indianapolis America/Indiana/Marengo
      America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Iqaluit
      America/Kentucky/Louisville America/Kentucky/Monticello America/Nassau America/New_York America/Port-au-Prince
      America/Toronto
    -240 none America/Anguilla America/Antigua America/Aruba America/Barbados America/Blanc-Sablon America/Boa_Vista
      America/Campo_Grande America/Caracas America/Cuiaba America/Curacao America/Dominica America/Grenada
      America/Guadeloupe America/Guyana America/Kralendijk America/La_Paz America/Lower_Princes America/Manaus
      America/Marigot America/Martinique America/Montserrat America/Port_of_Spain America/Porto_Velho
      America/Puerto_Rico America/Santo_Domingo America/St_Barthelemy America/St_Kitts America/St_Lucia
      America/St_Thomas America/St_Vincent America/Tortola
    -240 chile America/Santiago
    -240 northAmerica America/Glace_Bay America/Goose_Bay America/Halifax America/Moncton America/Thule Atlantic/Bermuda
    -210 northAmerica America/St_Johns
    -180 none America/Araguaina America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/Cordoba
      America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza America/Argentina/Rio_Gallegos
      America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis America/Argentina/Tucuman
      America/Argentina/Ushuaia America/Asuncion America/Bahia America/Belem America/Cayenne America/Coyhaique
      America/Fortaleza America/Maceio America/Montevideo America/Paramaribo America/Punta_Arenas America/Recife
      America/Santarem America/Sao_Paulo Atlantic/Stanley
    -180 northAmerica America/Miquelon
    -120 none America/Noronha Atlantic/South_Georgia
    -120 europe America/Nuuk America/Scoresbysund
    -60 none Atlantic/Cape_Verde
    -60 europe Atlantic/Azores
    0 none Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry Africa/Dakar
      Africa/Freetown Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou Africa/Sao_Tome
      America/Danmarkshavn Atlantic/Reykjavik Atlantic/St_Helena
    0 europe Atlantic/Canary Atlantic/Faroe Atlantic/Madeira Europe/Dublin Europe/Guernsey Europe/Isle_of_Man
      Europe/Jersey Europe/Lisbon Europe/London
    60 none Africa/Algiers Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville
      Africa/Luanda Africa/Malabo Africa/Ndjamena Africa/Niamey Africa/Porto-Novo Africa/Tunis
    60 europe Africa/Ceuta Arctic/Longyearbyen Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin
      Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar
      Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris
      Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm
      Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich
    120 none Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Johannesburg Africa/Juba
      Africa/Khartoum Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maputo Africa/Maseru Africa/Mbabane
      Africa/Tripoli Africa/Windhoek Europe/Kaliningrad
    120 europe Asia/Famagusta Asia/Nicosia Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kyiv Europe/Mariehamn
      Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius
    180 none Africa/Addis_Ababa Africa/Asmara Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu
      Africa/Nairobi Asia/Aden Asia/Amman Asia/Baghdad Asia/Bahrain Asia/Damascus Asia/Kuwait Asia/Qatar Asia/Riyadh
      Europe/Istanbul Europe/Kirov Europe/Minsk Europe/Moscow Europe/Simferopol Europe/Volgograd Indian/Antananarivo
      Indian/Comoro Indian/Mayotte
    210 none Asia/Tehran
    240 none Asia/Baku Asia/Dubai Asia/Muscat Asia/Tbilisi Asia/Yerevan Europe/Astrakhan Europe/Samara Europe/Saratov
      Europe/Ulyanovsk Indian/Mahe Indian/Mauritius Indian/Reunion
    270 none Asia/Kabul
    300 none Asia/Almaty Asia/Aqtau Asia/Aqtobe Asia/Ashgabat Asia/Atyrau Asia/Dushanbe Asia/Karachi Asia/Oral
      Asia/Qostanay Asia/Qyzylorda Asia/Samarkand Asia/Tashkent Asia/Yekaterinburg Indian/Kerguelen Indian/Maldives
    330 none Asia/Colombo Asia/Kolkata
    345 none Asia/Kathmandu
    360 none Asia/Bishkek Asia/Dhaka Asia/Omsk Asia/Thimphu Asia/Urumqi Indian/Chagos
    390 none Asia/Yangon Indian/Cocos
    420 none Asia/Bangkok Asia/Barnaul Asia/Ho_Chi_Minh Asia/Hovd Asia/Jakarta Asia/Krasnoyarsk Asia/Novokuznetsk
      Asia/Novosibirsk Asia/Phnom_Penh Asia/Pontianak Asia/Tomsk Asia/Vientiane Indian/Christmas
    480 none Asia/Brunei Asia/Hong_Kong Asia/Irkutsk Asia/Kuala_Lumpur Asia/Kuching Asia/Macau Asia/Makassar Asia/Manila
      Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Ulaanbaatar Australia/Perth
    525 none Australia/Eucla
    540 none Asia/Chita Asia/Dili Asia/Jayapura Asia/Khandyga Asia/Pyongyang Asia/Seoul Asia/Tokyo Asia/Yakutsk
      Pacific/Palau
    570 none Australia/Darwin
    570 australia Australia/Adelaide Australia/Broken_Hill
    600 none Asia/Ust-Nera Asia/Vladivostok Australia/Brisbane Australia/Lindeman Pacific/Chuuk Pacific/Guam
      Pacific/Port_Moresby Pacific/Saipan
    600 australia Australia/Hobart Australia/Melbourne Australia/Sydney
    660 none Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk Pacific/Bougainville Pacific/Efate Pacific/Guadalcanal
      Pacific/Kosrae Pacific/Noumea Pacific/Pohnpei
    660 australia Pacific/Norfolk
    720 none Asia/Anadyr Asia/Kamchatka Pacific/Fiji Pacific/Funafuti Pacific/Kwajalein Pacific/Majuro Pacific/Nauru
      Pacific/Tarawa Pacific/Wake Pacific/Wallis
    720 newZealand Pacific/Auckland
    780 none Pacific/Apia Pacific/Fakaofo Pacific/Kanton Pacific/Tongatapu
    840 none Pacific/Kiritimati
    """
}
