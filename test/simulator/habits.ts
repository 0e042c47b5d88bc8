/** What shoppers do by stage; README.md gives it in words. */
export const habits = [
  {
    sessionADay: 0.15,
    views: 1.4,
    temperature: 1.2,
    revisit: 0.1,
    showroomADay: 0,
    onwards: 0.05,
    gone: 0.09,
  },
  {
    sessionADay: 0.25,
    views: 2,
    temperature: 0.8,
    revisit: 0.25,
    showroomADay: 0.01,
    onwards: 0.07,
    gone: 0.05,
  },
  { sessionADay: 0.3, views: 2, temperature: 0.6, revisit: 0.4, showroomADay: 0.04, onwards: 0, gone: 0.03 },
] as const;
