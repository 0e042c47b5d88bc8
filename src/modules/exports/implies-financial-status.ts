/**
 * Words by which an audience tells what people have or owe, in English and Chinese; names of traits may write them in one.
 * What a car costs, or how somebody would pay for it, is none of them.
 */
const words = [
  /credit[\s_-]?(score|rating|history|worth|standing|risk|limit|card[\s_-]?debt)/i,
  /(bad|poor|good|no|low|high)[\s_-]?credit\b/i,
  /sub[\s_-]?prime|near[\s_-]?prime/i,
  /\b(fico|schufa|experian|equifax)\b/i,
  /(?<![a-z])(income|salary|salaries|earnings|earners?\b)/i,
  /(?<![a-z])(net[\s_-]?worth|wealth|affluen|millionaire)/i,
  /\bin[\s_-]?debt|debtors?\b|indebted|(?<![a-z])debt(?![a-z])|arrears|overdrawn/i,
  /bankrupt|insolven|repossess|unemploy/i,
  /征信|信用(分|评|等|记录|卡)|次级贷|收入|工资|薪资|年薪|资产|负债|欠款|逾期|破产|失业/,
] as const;

/** The first word in these texts that speaks of financial status, as it stands there; null where there is none. */
export function financialWordIn(texts: readonly string[]): string | null {
  for (const text of texts)
    for (const word of words) {
      const found = word.exec(text.replaceAll(/([a-z])([A-Z])/g, '$1 $2'));
      if (found) return found[0];
    }
  return null;
}
